"""Draws the day of the page cache: one bar for each size of site, without nginx and with it."""

from pathlib import Path
from typing import Any

WIDTH, BAR, GAP, LEFT, RIGHT = 720, 18, 34, 190, 20
PARTS = {
    "answered by nginx": "#1f6fb2",
    "kept page of a process": "#7db7e3",
    "only asked whether it holds": "#c9a227",
    "made anew": "#c4541a",
}
STYLE = """text{font:13px system-ui,sans-serif;fill:#222}
@media (prefers-color-scheme:dark){text{fill:#ddd}}"""


def draw(found: list[Any], file: Path) -> None:
    """A picture that says the same as the table beside it, legible on light and dark."""
    rows = [row for each in found for row in _rows(each)]
    height = 60 + len(rows) * (BAR + 8) + len(found) * (GAP - 8)
    parts = [_legend()]
    top = 60
    for n, (label, shares) in enumerate(rows):
        top += GAP - 8 if n and n % 2 == 0 else 0
        parts.append(_bar(label, shares, top))
        top += BAR + 8
    title = "Where visitors’ pages come from, by readers a day"
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="{title}"><title>{title}</title><style>{STYLE}</style>'
        + "".join(parts)
        + "</svg>\n"
    )


def _rows(found: Any) -> list[tuple[str, list[float]]]:
    readers = f"{found.readers:,}"
    return [
        (f"{readers}, {found.processes} processes", [0, found.kept, 0, found.made]),
        ("behind nginx", [found.proxy, 0, found.asked, found.proxy_made]),
    ]


def _bar(label: str, shares: list[float], top: int) -> str:
    room, left = WIDTH - LEFT - RIGHT, float(LEFT)
    drawn = [f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end">{label}</text>']
    for share, colour in zip(shares, PARTS.values(), strict=True):
        width = share * room
        drawn.append(
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>'
        )
        left += width
    return "".join(drawn)


def _legend() -> str:
    drawn, left = [], 10
    for name, colour in PARTS.items():
        drawn.append(f'<rect x="{left}" y="14" width="14" height="14" fill="{colour}"/>')
        drawn.append(f'<text x="{left + 20}" y="26">{name}</text>')
        left += 34 + 7 * len(name)
    return "".join(drawn)
