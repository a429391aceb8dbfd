"""Members who post without a pause, and note down each acknowledgement as it reaches them."""

import http.client
import re
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4

from tests.durability.kill.site import CSRF, Answer, Site

NUMBER = re.compile(r"#comment-(\d+)$")


@dataclass
class Sent:
    """One form, and where its acknowledgements led to."""

    author: str
    source: str
    parent: int
    token: str = field(default_factory=lambda: str(uuid4()))
    addresses: list[str] = field(default_factory=list)

    @property
    def led_to(self) -> list[int]:
        return [int(NUMBER.findall(address)[0]) for address in self.addresses]

    @property
    def form(self) -> str:
        sides = {"position": "against" if self.parent else "for", "parent": self.parent or ""}
        words = {"source": self.source, "token": self.token, "reconsidered": "on"}
        return urlencode({"csrfmiddlewaretoken": CSRF, **sides, **words})


class Load:
    """Each member on a thread of their own, one form after the other; a form is sent again until
    its acknowledgement arrives, as a person would."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.sent: list[Sent] = site.sent
        self.other: dict[str, int] = {}  # answers that were none: how often each came
        self.stop = threading.Event()
        people = site.stage["sessions"]
        self.threads = [threading.Thread(target=self._post_on, args=(who,)) for who in people]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Let each have the answer to what is under way; the site must be up."""
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def acknowledged(self) -> int:
        return sum(bool(sent.led_to) for sent in self.sent)

    def _post_on(self, who: str) -> None:
        for n in count():
            if self.stop.is_set():
                return
            sent = self.write(who, is_reply=n % 3 > 0)
            while not self.send(sent):
                self.stop.wait(0.05)

    def write(self, who: str, is_reply: bool = False) -> Sent:
        """A form filled in, not sent yet."""
        words = f"{uuid4()}: our own count of late books says so."
        sent = Sent(who, words, self.site.stage["first"] if is_reply else 0)
        self.sent.append(sent)
        return sent

    def send(self, sent: Sent) -> bool:
        """Whether it was acknowledged."""
        with suppress(OSError, http.client.HTTPException):
            answer = self.post(sent)
            if answer.status == 302 and NUMBER.search(answer.address):
                sent.addresses.append(answer.address)
                return True
            self._note(f"{answer.status} {answer.address}")
            return False
        self._note("no answer")
        return False

    def post(self, sent: Sent) -> Answer:
        path = f"/articles/{self.site.stage['slug']}/arguments/"
        return self.site.post(path, sent.form, self.site.stage["sessions"][sent.author])

    def _note(self, what: str) -> None:
        self.other[what] = self.other.get(what, 0) + 1
