"""What the checks are asked about, and what they answer: plain values, no queries."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from http import HTTPStatus


class Outcome(IntEnum):
    """What becomes of a comment; the first is the gravest."""

    REFUSE = 1  # not posted; the form comes back with why
    HOLD = 2  # posted; only its author and moderators read it until one has looked
    NUDGE = 3  # not posted yet: its author may think again, once, and post it as it is


@dataclass(frozen=True)
class Verdict:
    """What one check says of a comment. `why` is in its author's words, but of a hold as it stands
    in the program: others read it, too (`Hold.said`). `rule` is a slug, '' for none; `wait` is in
    seconds."""

    name: str
    outcome: Outcome
    why: str
    status: int = HTTPStatus.FORBIDDEN
    wait: int = 0
    rule: str = ""


@dataclass(frozen=True)
class Found:
    """Something on the site's lists that the text holds: as it stands in the text."""

    words: str
    is_refused: bool
    rule: str


@dataclass(frozen=True)
class Text:
    """What the words alone tell. `mark` is the same for texts that differ in looks only."""

    mark: str
    length: int = 0  # letters and digits
    links: int = 0  # to other sites
    capitals: float = 0  # share of the letters that have a small form
    found: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Author:
    """Who writes it. `refusal`: why they may write nothing at all, or ''."""

    refusal: str = ""
    is_new: bool = False
    is_moderator: bool = False
    wrote_essay: bool = False  # the one that this debate is about
    first_day_ends: datetime | None = None  # None: it is over
    is_premoderated: bool = False
    last_at: datetime | None = None  # when they posted last, anywhere
    last_here: datetime | None = None  # and in this debate
    roots: int = 0  # arguments on essays within a day
    replies: int = 0


@dataclass(frozen=True)
class Facts:
    """One comment on its way. `said_before`: its author said the same within some hours;
    `said_by_new`: so many other new members did."""

    now: datetime
    text: Text
    author: Author = field(default_factory=Author)
    is_reply: bool = False
    is_edit: bool = False
    may_not_answer: str = ""  # why its author may not answer this comment, or ''
    said_before: bool = False
    said_by_new: int = 0
    pause: int = 0  # of the debate's slow mode, in seconds
    is_premoderated: bool = False  # the debate
    is_site_premoderated: bool = False
    surge_here: int = 0  # comments of new members in the last minutes: in this debate
    surge_on_site: int = 0
    reconsidered: bool = False
