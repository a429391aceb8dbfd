"""The drawing of a planned map, as SVG: lines, marks that are links, and words beside them. Pure.

Shape and hue tell a mark's position, its size what stands below it, its fill how strong it is; the
styles are in `static/css/map.css`. The marks are links for whoever points at them, but no stops of
the keyboard, of which a large debate would make hundreds: the page lists the largest threads under
the drawing, and the view 'Thread' has every argument.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from forum.articles.positions import Position
from forum.comments.map import words
from forum.comments.map.forest import Said
from forum.comments.map.layout import Spot
from forum.comments.map.sheets import HEAD, NOTE, Plan, Point

SIDES = (Position.FOR, Position.AGAINST)
LABEL_MIN = 60  # px: a name cut shorter than this is none
GONE = 2.5  # px: radius of an empty place


@dataclass(frozen=True)
class Ink:
    """What a drawing needs besides its plan: who said what, and how much was said on each side."""

    said: Mapping[int, Said]
    counts: Mapping[str, int]


def svg(plan: Plan, ink: Ink) -> SafeString:
    """The whole drawing."""
    parts = [*_spine(plan), *_heads(plan, ink)]
    for position in Position:
        parts.append(f'<path class="stem" d="{"".join(_stems(plan, position))}"/>')
        for root in plan.spots[position]:
            parts += [part for spot in root for part in _spot(plan, position, spot, ink)]
        parts += [*_numbers(plan, position), *_notes(plan, position)]
        if plan.sheet.has_names and position in SIDES:
            parts += _names(plan, position, ink)
    size = f"0 0 {plan.sheet.width} {_n(plan.height)}"
    return mark_safe(f'<svg viewBox="{size}" aria-hidden="true">{"".join(parts)}</svg>')


def _n(number: float) -> str:
    """A coordinate, in tenths of a pixel."""
    return f"{number:.1f}".removesuffix(".0")


def _spine(plan: Plan) -> Iterator[str]:
    middle, end = plan.sheet.middle, plan.base if plan.has_base else plan.height
    base = f"M0 {_n(end)}H{plan.sheet.width}" if plan.has_base else ""
    yield f'<path class="spine-line" d="M{_n(middle)} 8V{_n(end)}{base}"/>'


def _heads(plan: Plan, ink: Ink) -> Iterator[str]:
    """What each side is called, with its mark and how many arguments it has."""
    for position, anchor, sign in ((SIDES[0], "end", -1), (SIDES[1], "start", 1)):
        x = plan.sheet.middle + sign * plan.sheet.head
        yield _mark(position, "full", (x, 23), 8)
        yield _text(_head(position, ink), (x + sign * 16, 30), f"head {position} {anchor}")
    if plan.has_base:
        y = plan.base - 18
        yield _mark(Position.NEUTRAL, "full", (8, y - 7), 7)
        yield _text(_head(Position.NEUTRAL, ink), (26, y), "head neutral start")


def _head(position: Position, ink: Ink) -> str:
    return f"{position.label} {ink.counts[position]:,}"


def _text(said: str, at: Point, kind: str) -> str:
    return f'<text class="{kind}" x="{_n(at[0])}" y="{_n(at[1])}">{escape(said)}</text>'


def _mark(position: str, fill: str, at: Point, reach: float) -> str:
    """A disc For, a diamond Against, a ring for what is neutral."""
    x, y, r = _n(at[0]), _n(at[1]), _n(reach)
    if position == Position.AGAINST:
        top = _n(at[1] - reach)
        return f'<path class="against {fill}" d="M{x} {top}l{r} {r}-{r} {r}-{r}-{r}z"/>'
    return f'<circle class="{position} {fill}" cx="{x}" cy="{y}" r="{r}"/>'


def _spot(plan: Plan, position: Position, spot: Spot, ink: Ink) -> Iterator[str]:
    """A comment's mark, and the count of those of its replies that are not drawn."""
    branch, row = spot.branch, spot.branch.row
    at = plan.point(position, spot.level, spot.at)
    if row.is_shown:
        has_words = plan.sheet.has_names
        title = words.title(row, ink.said.get(row.id), branch.size, has_words=has_words)
        mark = _mark(row.position, words.strength(row), at, plan.sheet.reach(branch))
        yield _link(reverse("comments:permalink", args=[row.id]), title, mark)
    else:
        yield _mark("gone", "", at, GONE)
    if branch.rest:
        text = _text(words.short(branch.rest), *_rest(plan, position, spot))
        title = words.replies_words(branch.rest)
        yield _link(reverse("comments:thread", args=[row.id]), title, text)


def _link(url: str, title: str, inside: str) -> str:
    return f'<a href="{url}" tabindex="-1"><title>{escape(title)}</title>{inside}</a>'


def _rest(plan: Plan, position: Position, spot: Spot) -> tuple[Point, str]:
    """Where '+12' stands, and how: behind a mark of which no reply is drawn, else as the last of
    its replies."""
    gap = plan.sheet.reach(spot.branch) + 4
    level, at = (spot.level + 1, spot.rest_at) if spot.replies else (spot.level, spot.at)
    x, y = plan.point(position, level, at)
    if position == Position.NEUTRAL:
        return (x, y + (8 if spot.replies else gap + 10)), "q middle"
    out = 1 if spot.replies else gap
    if position == Position.FOR:
        return (x - out, y + 4), "q end"
    return (x + out, y + 4), "q start"


def _stems(plan: Plan, position: Position) -> Iterator[str]:
    """From the line to each root, and from each comment to its replies."""
    for root in plan.spots[position]:
        x, y = plan.point(position, 1, root.at)
        is_base = position == Position.NEUTRAL
        yield (
            f"M{_n(x)} {_n(plan.base)}V{_n(y)}"
            if is_base
            else (f"M{_n(plan.sheet.middle)} {_n(y)}H{_n(x)}")
        )
    for spot in plan.of(position):
        start = plan.point(position, spot.level, spot.at)
        ends = [reply.at for reply in spot.replies]
        if spot.branch.rest and ends:
            ends.append(spot.rest_at)
        for at in ends:
            yield _curve(position, start, plan.point(position, spot.level + 1, at))


def _curve(position: Position, start: Point, end: Point) -> str:
    x, y, over, down = _n(start[0]), _n(start[1]), end[0] - start[0], end[1] - start[1]
    move = f"M{x} {y}"
    if position == Position.NEUTRAL:
        half = _n(down / 2)
        return f"{move}c0 {half} {_n(over)} {half} {_n(over)} {_n(down)}"
    if abs(down) < 0.1:
        return f"{move}h{_n(over)}"
    half = _n(over / 2)
    return f"{move}c{half} 0 {half} {_n(down)} {_n(over)} {_n(down)}"


def _numbers(plan: Plan, position: Position) -> Iterator[str]:
    """The numbers by which the list under the drawing names the largest threads."""
    for number, root in enumerate(named(plan, position), 1):
        x, y = plan.point(position, 1, root.at)
        if position == Position.NEUTRAL:
            yield _text(str(number), (x + 5, plan.base + 17), "number start")
        elif position == Position.FOR:
            yield _text(str(number), (plan.sheet.middle - 4, y - 5), "number end")
        else:
            yield _text(str(number), (plan.sheet.middle + 4, y - 5), "number start")


def named(plan: Plan, position: Position) -> list[Spot]:
    """The threads that have a number: the largest of those with replies."""
    paper = plan.sheet.base if position == Position.NEUTRAL else plan.sheet.side
    return plan.spots[position][: paper.named]


def _names(plan: Plan, position: Position, ink: Ink) -> Iterator[str]:
    """Beside each of the largest threads, at the edge of the sheet: who began it, and how."""
    x, anchor = (0, "start") if position == Position.FOR else (plan.sheet.width, "end")
    for root in named(plan, position):
        room = _room(plan, position, root.at)
        said = ink.said.get(root.branch.row.id)
        if room < LABEL_MIN or not said:
            continue
        y = HEAD + root.at
        yield _text(words.fitting(words.name_of(said), room), (x, y - 3), f"name {anchor}")
        yield _text(words.fitting(said.words, room), (x, y + 14), f"q {anchor}")


def _room(plan: Plan, position: Position, at: float) -> float:
    """The px between the edge of the sheet and the outermost mark beside a name."""
    furthest = 0.0
    for spot in plan.of(position):
        ends = [spot.at, *([spot.rest_at] if spot.branch.rest else [])]
        if min(abs(end - at) for end in ends) < 36:
            count = 40 + plan.sheet.step * bool(spot.replies) if spot.branch.rest else 0
            out = abs(plan.point(position, spot.level, spot.at)[0] - plan.sheet.middle)
            furthest = max(furthest, out + plan.sheet.reach(spot.branch) + count)
    return plan.sheet.middle - furthest - 16


def _notes(plan: Plan, position: Position) -> Iterator[str]:
    """What of the position is folded: under its threads."""
    group = plan.groups[position]
    lines = words.folded(group, position)
    if not plan.sheet.has_names:
        lines = [words.folded_shortly(group)] if lines else []
    foot = plan.foot
    if position in SIDES and not group.threads and not lines:
        lines, foot = [words.nobody()], HEAD
    for index, line in enumerate(lines):
        if position == Position.NEUTRAL:
            at, kind = (0.0, plan.height - NOTE * (len(lines) - index - 0.5)), "q start"
        else:
            sign = -1 if position == Position.FOR else 1
            x = plan.sheet.middle + sign * (plan.sheet.first - 4)
            at, kind = (x, foot + NOTE * (index + 1)), f"q {'end' if sign < 0 else 'start'}"
        yield _text(line, at, kind)
