"""Readers and writers of a trial. Each notes what it was told and what it missed."""

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import requests

from tests.durability.machines.site import Site

CSRF = "a" * 32
WAIT = 40  # seconds for an answer: longer than any that the site may take


@dataclass
class Record:
    """What happened: `acknowledged` are the words of comments that the site said it posted."""

    acknowledged: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)  # one's own words, absent from one's own page
    errors: list[str] = field(default_factory=list)  # of readers
    sent_again: list[str] = field(default_factory=list)  # forms that got no answer, sent once more
    waits: list[float] = field(default_factory=list)  # of readers, in seconds


class Load:
    """A number of readers, and of writers who look for their own words, until it is stopped."""

    def __init__(self, site: Site, readers: int, writers: int) -> None:
        self.site = site
        self.record = Record()
        self.stopped = threading.Event()
        self.threads: list[threading.Thread] = []
        for _n in range(readers):
            self._add(lambda: read(self.site, self.record))
        for session in site.sessions[:writers]:
            writer = Writer(site, session, self.record)
            self._add(writer.write)

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _add(self, act: Callable[[], object]) -> None:
        self.threads.append(threading.Thread(target=self._until_stopped, args=(act,)))

    def _until_stopped(self, act: Callable[[], object]) -> None:
        while not self.stopped.wait(0.02):
            act()


def read(site: Site, record: Record) -> None:
    """One visitor's look at one of the essay's pages."""
    path = random.choice(["", "?order=newest", "thread/", "clash/"])
    start = time.monotonic()
    try:
        answer = requests.get(f"{site.url}{site.address}{path}", timeout=WAIT)
    except requests.RequestException as error:
        record.errors.append(repr(error))
        return
    record.waits.append(time.monotonic() - start)
    if answer.status_code != 200 or not answer.text.rstrip().endswith("</html>"):
        record.errors.append(f"{answer.status_code} {path}: {answer.text[:200]}")


class Writer:
    """A member who posts, sends again what got no answer, and looks for what was posted."""

    def __init__(self, site: Site, session: str, record: Record) -> None:
        self.site = site
        self.record = record
        self.browser = requests.Session()
        for name, value in {"sessionid": session, "csrftoken": CSRF}.items():
            self.browser.cookies.set(name, value, domain="127.0.0.1")

    def write(self) -> tuple[str, str]:
        """Post one argument and look for it; gives its words and the page it has for itself."""
        words = f"I kept the tally myself, under the mark {uuid.uuid4().hex}."
        form = {
            "csrfmiddlewaretoken": CSRF,
            "token": str(uuid.uuid4()),
            "position": random.choice(["for", "against"]),
            "source": words,
            "reconsidered": "on",
        }
        leads_to = self._post(form)
        if leads_to:
            self.record.acknowledged.append(words)
            self._look(leads_to, words)
        return words, f"/comments/{leads_to.partition('#comment-')[2]}/"

    def _post(self, form: dict[str, str]) -> str:
        """Where it leads. The same form goes again until it is answered, as a person would."""
        for _attempt in range(20):
            answer = self._ask("POST", f"{self.site.address}arguments/", form)
            if answer is not None and answer.status_code == 302:
                return answer.headers["Location"]
            self.record.sent_again.append(
                "no answer" if answer is None else str(answer.status_code)
            )
            time.sleep(0.2)
        return ""

    def _look(self, leads_to: str, words: str) -> None:
        for path in (leads_to, f"{self.site.address}?order=newest"):
            answer = self._ask("GET", path)
            if answer is None or answer.status_code != 200:
                self.record.errors.append(f"{path}: {answer}")
            elif words not in answer.text:
                self.record.missed.append(f"{path}: {words}")

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> requests.Response | None:
        url = f"{self.site.url}{path}"
        try:
            return self.browser.request(method, url, data=form, allow_redirects=False, timeout=WAIT)
        except requests.RequestException:
            return None
