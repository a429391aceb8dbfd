"""Two drawings side by side, in light and dark: a first screen, and a reply, by the size of the
debate. Both axes are logarithmic, so that a straight level line is a cost that does not grow."""

from collections.abc import Sequence
from html import escape
from math import log10
from typing import Any, NamedTuple

from bench.goals import get

WIDTH, HEIGHT, GAP = 430, 300, 60
LEFT, TOP, BOTTOM, RIGHT = 46, 34, 40, 110
SIZES = (2, 6)  # powers of ten: 100 to 1,000,000 comments
TIMES = (-1, 4.6)  # 0.1 ms to 40 s
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #33383d }
.title { font-weight: 600; font-size: 13px }
.grid { stroke: #d5d9de; stroke-width: 1 }
path { fill: none; stroke-width: 2 }
.a { stroke: #1f6fb2 } .b { stroke: #b45f06 } .peer { stroke: #7a8087; stroke-dasharray: 5 4 }
.limit { stroke: #33383d; stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round }
@media (prefers-color-scheme: dark) {
  text { fill: #d8dde3 } .grid { stroke: #3a4047 }
  .a { stroke: #6cb4ee } .b { stroke: #f0a95b } .peer { stroke: #99a1aa } .limit { stroke: #d8dde3 }
}
"""


class Line(NamedTuple):
    name: str
    kind: str  # a class of the style
    points: list[tuple[int, float]]  # comments, milliseconds


def drawn(results: dict[str, Any]) -> str:
    parts = results["parts"]
    panels = [
        _panel("A first screen (ms)", _reading(parts), 0),
        _panel("A reply (ms)", _writing(parts), WIDTH + GAP),
    ]
    whole = 2 * WIDTH + GAP
    words = "Milliseconds for a first screen and for a reply, by the number of comments."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {HEIGHT}" role="img"'
        f' aria-label="{escape(words)}"><style>{STYLE}</style>{"".join(panels)}</svg>\n'
    )


def _reading(parts: dict[str, Any]) -> list[Line]:
    lines = [
        _line(parts, "SQLite, made anew", "a", ("sqlite", "made", "*", "first")),
        _line(parts, "PostgreSQL, made anew", "b", ("postgresql", "made", "*", "first")),
        _line(parts, "kept", "a", ("sqlite", "kept", "*", "kept")),
        _line(parts, "nginx, a file", "limit", ("static", "static", "*")),
        _line(parts, "Spirit", "peer", ("spirit", "peer", "*", "first")),
        _line(parts, "Isso", "peer", ("isso", "peer", "*", "first")),
    ]
    return [line for line in lines if line.points]


def _writing(parts: dict[str, Any]) -> list[Line]:
    lines = [
        _line(parts, "SQLite", "a", ("sqlite", "written", "*", "reply", "c1")),
        _line(parts, "PostgreSQL", "b", ("postgresql", "written", "*", "reply", "c1")),
        _line(parts, "Spirit", "peer", ("spirit", "peer", "*", "reply", "c1")),
        _line(parts, "Isso", "peer", ("isso", "peer", "*", "reply", "c1")),
    ]
    commit = get(parts, "sqlite", "commits", "c1", "p50_ms")
    if commit:
        lines.append(Line("a bare commit", "limit", [(100, commit), (1_000_000, commit)]))
    return [line for line in lines if line.points]


def _line(parts: dict[str, Any], name: str, kind: str, path: Sequence[str]) -> Line:
    """The `*` of the path stands for each size."""
    star = path.index("*")
    sizes = [size for size in get(parts, *path[:star]) or {} if size.isdigit()]
    found = [
        (int(size), get(parts, *path[:star], size, *path[star + 1 :], "p50_ms")) for size in sizes
    ]
    return Line(name, kind, sorted((size, ms) for size, ms in found if ms))


def _panel(title: str, lines: list[Line], left: int) -> str:
    parts = [f'<g transform="translate({left} 0)"><text class="title" y="16">{title}</text>']
    for power in range(TIMES[0], int(TIMES[1]) + 1):
        y = _y(10**power)
        label = f"{10**power:g}" if power < 3 else f"{10 ** (power - 3):g} s"
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{label}</text>')
    for power in range(SIZES[0], SIZES[1] + 1):
        x = _x(10**power)
        parts.append(f'<text x="{x}" y="{HEIGHT - 18}" text-anchor="middle">{_size(power)}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 2}">comments in the debate</text>')
    return "".join([*parts, *_curves(lines), "</g>"])


def _curves(lines: list[Line]) -> list[str]:
    """Each with its name at its end; names that would lie on one another are moved apart."""
    parts, taken = [], -100.0
    for line in sorted(lines, key=lambda line: _y(line.points[-1][1])):
        steps = " L".join(f"{_x(size)} {_y(ms)}" for size, ms in line.points)
        parts.append(f'<path class="{line.kind}" d="M{steps}"/>')
        size, ms = line.points[-1]
        y = max(_y(ms) + 4, taken + 13)
        taken = y
        parts.append(f'<text x="{_x(size) + 6}" y="{y:.1f}">{escape(line.name)}</text>')
    return parts


def _size(power: int) -> str:
    return {3: "1,000", 4: "10,000", 5: "100,000", 6: "1 million"}.get(power, "100")


def _x(size: int) -> float:
    low, high = SIZES
    return round(LEFT + (log10(size) - low) / (high - low) * (WIDTH - RIGHT - LEFT), 1)


def _y(ms: float) -> float:
    low, high = TIMES
    share = (log10(max(ms, 0.1)) - low) / (high - low)
    return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)
