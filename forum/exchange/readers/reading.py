"""What every reader gives back, and how it says what it could not take."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Reading:
    """One essay as a file from elsewhere has it. `source` is Markdown that our renderer takes."""

    title: str
    source: str
    subtitle: str = ""
    thesis: str = ""
    tags: tuple[str, ...] = ()
    date: datetime | None = None  # when it was published there
    is_draft: bool = False  # the file itself says that it is one
    left_out: tuple[str, ...] = ()  # what was changed or left out, a phrase each

    def also_saying(self, remark: str) -> "Reading":
        return replace(self, left_out=(*self.left_out, remark)) if remark else self


class Unreadable(Exception):  # noqa: N818 - a refusal with a sentence, like forum.refusals.Refused
    """The file cannot be read; the sentence says why."""


class NotAnEssay(Exception):  # noqa: N818
    """The file is well and no essay; the sentence says what it is."""


class LeftOut:
    """Counts what a reader changes or leaves out, and says it."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def note(self, what: str, times: int = 1) -> None:
        if times:
            self._counts[what] += times

    def phrases(self) -> tuple[str, ...]:
        return tuple(
            what if times == 1 else _("%(what)s (%(times)d times)") % {"what": what, "times": times}
            for what, times in self._counts.items()
        )
