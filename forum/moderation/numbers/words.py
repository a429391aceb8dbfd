"""What the balance says, in sentences that claim no more than the numbers carry."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.articles.positions import Position
from forum.moderation.balance import FEW, Comparison, Share, Verdict
from forum.moderation.numbers.plot import Plot, plot_of
from forum.moderation.numbers.sides import Sides


@dataclass(frozen=True)
class Shown:
    """One comparison as the page has it."""

    key: str
    title: str
    counted: str  # what is counted, of what
    comparison: Comparison

    @property
    def sides(self) -> list[tuple[Position, Share]]:
        return [(Position.FOR, self.comparison.pro), (Position.AGAINST, self.comparison.contra)]

    @property
    def sentence(self) -> str:
        return sentence(self.comparison)

    @property
    def span(self) -> str:
        return span(self.comparison)

    @property
    def plot(self) -> Plot | None:
        """None where there is nothing to compare."""
        says_nothing = (Verdict.EMPTY, Verdict.FEW, Verdict.NONE)
        return None if self.comparison.verdict in says_nothing else plot_of(self.comparison)


def shown(sides: Sides) -> list[Shown]:
    """The comparisons in the order of the page."""
    return [
        Shown(
            "taken",
            _("Arguments taken down"),
            _("Hidden or removed at some time, or held and not approved; of all arguments."),
            sides.taken,
        ),
        Shown(
            "members",
            _("Members who had an argument taken down"),
            _("Of all who argued that side. One flood of advertising weighs less here."),
            sides.members,
        ),
        Shown(
            "back",
            _("Put back"),
            _("Public again; of the arguments that were hidden or removed."),
            sides.back,
        ),
        Shown(
            "held",
            _("Held for a moderator"),
            _("At some time, by software or by a person; of all arguments."),
            sides.held,
        ),
    ]


def sentence(comparison: Comparison) -> str:
    verdict = comparison.verdict
    if verdict == Verdict.EMPTY:
        return _("A side has nothing to count here, so there is nothing to compare.")
    if verdict == Verdict.FEW:
        return _("A side has fewer than %(few)d here: too few to compare.") % {"few": FEW}
    if verdict == Verdict.NONE:
        return _("It happened on neither side.")
    if verdict == Verdict.CHANCE:
        return _("The difference could be chance. These numbers fit anything %(span)s.") % {
            "span": span(comparison)
        }
    return _(
        "It happened more often to %(side)s: %(span)s. That is more than chance makes in nineteen "
        "of twenty such comparisons. Why, the numbers do not say: the two sides may also have "
        "written differently."
    ) % {"side": Position(verdict.value).label, "span": span(comparison)}


def span(comparison: Comparison) -> str:
    """From one end of the difference's interval to the other."""
    low, high = comparison.interval
    if comparison.verdict == Verdict.FOR:
        low, high = high, low  # the smaller difference first
    words = _("from %(one)s percentage points more %(side)s to %(other)s more %(other_side)s")
    return words % {
        "one": _points(low),
        "side": _more(low),
        "other": _points(high),
        "other_side": _more(high),
    }


def _points(difference: float) -> str:
    points = abs(100 * difference)
    return f"{points:.{0 if points >= 10 else 1}f}" if points >= 0.1 else _("less than 0.1")


def _more(difference: float) -> str:
    return str((Position.AGAINST if difference > 0 else Position.FOR).label)
