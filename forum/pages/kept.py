"""The pages that this process keeps, the least wanted of them thrown away first."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from forum.pages.versions import Numbers

PROTECTED = 0.8  # of the room, for pages that were asked for again
# Eight threads at the most make pages of different addresses at once; two of one address never do.
STRIPES = 64


class Address(NamedTuple):
    """Everything of a visitor's request that its page may depend on."""

    scheme: str
    host: str
    path: str
    query: str
    is_piece: bool  # asked for by htmx, to be put into the page at hand
    coding: str  # how it is compressed for this browser


@dataclass(frozen=True)
class Page:
    """A page as it was made from these numbers. `tag` is its ETag; `until` when it holds no longer
    whatever the numbers say, in seconds since the epoch."""

    made_from: Numbers
    tag: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    until: float | None = None
    # The headers with which it left the site, noted when it does: who is answered before any layer
    # of the site is asked gets them too (`forum/door.py`).
    sent: list[tuple[str, str]] = field(default_factory=list, compare=False)


class Shelf:
    """Pages by address, at most so many bytes of them.

    What was asked for once waits in a part of its own: whoever walks through all addresses there
    are, or makes new ones up, drives out none that people come back to.
    """

    def __init__(self) -> None:
        self.waiting: OrderedDict[Address, Page] = OrderedDict()
        self.wanted: OrderedDict[Address, Page] = OrderedDict()
        self.bytes = {"waiting": 0, "wanted": 0}
        self._lock = Lock()
        self._making = [Lock() for _ in range(STRIPES)]

    def making(self, address: Address) -> Lock:
        """Held by the one thread that makes the page; the others find it made."""
        return self._making[hash(address) % STRIPES]

    def get(self, address: Address, room: int) -> Page | None:
        """The page kept for this address; it is wanted from now on."""
        with self._lock:
            if page := self.wanted.get(address):
                self.wanted.move_to_end(address)
            elif page := self._take("waiting", address):
                self._put("wanted", address, page)
                while self.bytes["wanted"] > room * PROTECTED:
                    self._put("waiting", *self._oldest("wanted"))
                self._trim(room)
            return page

    def put(self, address: Address, page: Page, room: int) -> None:
        """Keep the page instead of the one before it, if it is not larger than a tenth of all the
        room there is."""
        with self._lock:
            was_wanted = self._take("wanted", address) is not None
            self._take("waiting", address)
            if len(page.body) <= room / 10:
                self._put("wanted" if was_wanted else "waiting", address, page)
                self._trim(room)

    def clear(self) -> None:
        with self._lock:
            for part in self.bytes:
                self._part(part).clear()
                self.bytes[part] = 0

    def _trim(self, room: int) -> None:
        while sum(self.bytes.values()) > room:
            self._oldest("waiting" if self.waiting else "wanted")

    def _part(self, name: str) -> OrderedDict[Address, Page]:
        return self.waiting if name == "waiting" else self.wanted

    def _put(self, part: str, address: Address, page: Page) -> None:
        self._part(part)[address] = page
        self.bytes[part] += len(page.body)

    def _take(self, part: str, address: Address) -> Page | None:
        page = self._part(part).pop(address, None)
        self.bytes[part] -= len(page.body) if page else 0
        return page

    def _oldest(self, part: str) -> tuple[Address, Page]:
        address, page = self._part(part).popitem(last=False)
        self.bytes[part] -= len(page.body)
        return address, page


shelf = Shelf()
