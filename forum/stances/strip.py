"""Where the essay is disputed, as a drawing: the bars of its claims and where they stand.

Arguments for a claim's thread leave the line upwards, those against downwards, at the claim's place
in the essay. Widths are in per cent, so that the drawing fills its column while its words keep
their size; claims that stand close together are moved apart until each can be read and pressed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.articles.models import Claim

TALLEST = 60  # px, of the longest bar
NUMBER = 18  # px, for a number at a bar's end
LABELS = 20  # px, for the names under all bars, where there are many
NARROWEST = 600  # px: the drawing is not shown on windows where it would be narrower
BESIDE = 58  # px a claim needs with its name beside its bar
BELOW = 32  # px with its name below
MOST = NARROWEST // BELOW  # claims of one drawing: the names of more would cover each other
FROM, TO = 2.5, 93.0  # per cent: so that neither a bar nor its name leaves the drawing


@dataclass(frozen=True)
class Bar:
    """One claim of the drawing. `up` and `down` are px from the line."""

    claim: Claim
    x: str  # per cent of the drawing's width
    up: int
    down: int


@dataclass(frozen=True)
class Strip:
    """The drawing: `line` is the px from its top to the line, `bottom` from there to its end."""

    bars: list[Bar]
    is_roomy: bool  # names stand beside their bars
    is_whole: bool = True  # else only the claims with the most arguments are drawn

    @property
    def line(self) -> int:
        return max(bar.up for bar in self.bars) + NUMBER

    @property
    def bottom(self) -> int:
        return max(bar.down for bar in self.bars) + NUMBER + (0 if self.is_roomy else LABELS)

    @property
    def height(self) -> int:
        return self.line + self.bottom


def strip_of(claims: Sequence[Claim]) -> Strip:
    """The drawing of at least one claim, in the order of the essay: of the `MOST` most argued."""
    argued = sorted(claims, key=lambda claim: -claim.for_count - claim.against_count)
    ordered = sorted(argued[:MOST], key=lambda claim: claim.place)
    is_roomy = len(ordered) * BESIDE <= NARROWEST
    gap = 100 * (BESIDE if is_roomy else BELOW) / NARROWEST
    places = apart([FROM + claim.place * (TO - FROM) for claim in ordered], gap)
    fullest = max(max(claim.for_count, claim.against_count) for claim in ordered)
    bars = [
        Bar(claim, f"{x:.1f}", _px(claim.for_count, fullest), _px(claim.against_count, fullest))
        for claim, x in zip(ordered, places, strict=True)
    ]
    return Strip(bars, is_roomy, is_whole=len(claims) <= MOST)


def apart(places: Sequence[float], gap: float) -> list[float]:
    """The places, which ascend, moved so that `gap` lies between each two, as far as there is room
    between `FROM` and `TO`; the gaps shrink alike where there is none."""
    gap = min(gap, (TO - FROM) / max(1, len(places) - 1))
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else max(place, FROM))
    limit = TO
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved


def _px(count: int, fullest: int) -> int:
    """Something is drawn for a single argument, whatever the others have."""
    return max(3, round(TALLEST * count / fullest)) if count else 0
