"""The arithmetic of docs/scaling.md: from what was measured (bench/results.json) and what was
simulated (bench/day.json) to how many cores a site of a given size keeps busy.

    .venv/bin/python -m bench.scaling

writes it into docs/scaling.md, between its two marks.
"""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS, DAY = ROOT / "bench/results.json", ROOT / "bench/day.json"
PAGE = ROOT / "docs/scaling.md"
BEGIN, END = "<!-- bench.scaling begins -->\n", "<!-- bench.scaling ends -->\n"

# The debates of the arithmetic: ten thousand comments each, on PostgreSQL.
ENGINE, SIZE = "postgresql", "10000"
MEMBERS = 0.05  # of the pages, as in bench/day.py
BUSY = 0.6  # of a core: from there on requests begin to wait for each other
CORES = 4  # of one copy of the site
REPLIES = 0.25  # of what is written; the rest are ratings and stances
MEASURED = {
    "kept": ("kept", SIZE, "kept"),
    "304": ("kept", SIZE, "304"),
    "made": ("made", SIZE, "first gzip"),
    "member": ("kept", SIZE, "member"),
    "reply": ("written", SIZE, "reply", "c1"),
}
SAID = {
    "kept": "a visitor’s first screen, from the pages a process keeps",
    "304": "the answer that a page still holds",
    "made": "a visitor’s first screen, made anew",
    "member": "a member’s first screen",
    "reply": "a reply",
}


def main() -> None:
    results = json.loads(RESULTS.read_text())
    took = {name: milliseconds(results, path) for name, path in MEASURED.items()}
    day = json.loads(DAY.read_text())
    replies = float(find(results, (ENGINE, "written", SIZE, "reply", "c8", "rps")))
    parts = [inputs(took), sizes(day["day"], took), limits(took, replies), rush(day["rush"], took)]
    text = PAGE.read_text()
    before, rest = text.split(BEGIN)
    PAGE.write_text(before + BEGIN + "\n".join(parts) + END + rest.split(END)[1])


def find(tree: Any, path: tuple[str, ...]) -> Any:
    """What lies under these names, one below the other, with any others between them.

    Raises KeyError if nothing does."""
    if not path:
        return tree
    if isinstance(tree, dict):
        if path[0] in tree:
            return find(tree[path[0]], path[1:])
        for below in tree.values():
            try:
                return find(below, path)
            except KeyError:
                continue
    raise KeyError(path)


def milliseconds(results: Any, path: tuple[str, ...]) -> float:
    return float(find(results, (ENGINE, *path, "p50_ms")))


def inputs(took: dict[str, float]) -> str:
    rows = [f"| {said} | {took[name]:.2f} ms |" for name, said in SAID.items()]
    head = "| measured: one process, PostgreSQL, a debate of 10,000 | median |\n| --- | --- |"
    return "\n".join([head, *rows, ""])


def sizes(day: list[dict[str, Any]], took: dict[str, float]) -> str:
    """How many cores are busy at the day's peak, by readers."""
    head = (
        "| readers a day | pages a second at the peak | writes | kept pages hold for |"
        " cores busy, site alone | nginx answers, or only asks | cores busy behind nginx |"
        f" copies of {CORES} cores |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    return "\n".join([head, *(_size(each, took) for each in day), ""])


def _size(found: dict[str, Any], took: dict[str, float]) -> str:
    pages, writes = found["pages_a_second"], found["writes_a_second"]
    alone = found["kept"] * took["kept"] + found["made"] * took["made"]
    behind = found["asked"] * took["304"] + found["proxy_made"] * took["made"]
    others = pages * MEMBERS * took["member"] + writes * took["reply"]
    visitors = pages * (1 - MEMBERS)
    busy = [(visitors * each + others) / 1000 for each in (alone, behind)]
    copies = max(1, -(-busy[1] // (BUSY * CORES)))
    cells = (
        f"{found['readers']:,}",
        f"{pages:,.0f}",
        f"{writes:.2g}",
        f"{found['kept']:.0%} of visitors’ pages",
        f"{busy[0]:.2f}",
        f"{found['proxy']:.0%}, {found['asked']:.0%}",
        f"{busy[1]:.2f}",
        f"{copies:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def limits(took: dict[str, float], replies: float) -> str:
    """What one machine, one essay and one primary can take."""
    a_day = 86_400
    two_cores = 2 * BUSY * 1000 / took["made"]
    return "\n".join(
        [
            "| limit | by these figures |",
            "| --- | --- |",
            f"| pages made anew by two cores | {two_cores:,.0f} a second |",
            f"| replies taken by one primary, eight at a time | {replies:,.0f} a second,"
            f" {replies * a_day / 1e6:,.0f} million a day |",
            f"| replies in one essay, whose row is locked meanwhile |"
            f" at most {1000 / took['reply']:,.0f} a second |",
            "",
        ]
    )


def rush(found: list[dict[str, float]], took: dict[str, float]) -> str:
    """One essay that everybody is sent to."""
    head = (
        "| an essay read 500 times and written in every other second | made anew | of one core |"
        "\n| --- | --- | --- |"
    )
    rows = []
    for each in found:
        made, behind = each["made_a_second"], each["made_a_second_behind_proxy"]
        rows.append(f"| {each['processes']:.0f} processes | {_rate(made, took)} |")
        rows.append(f"| the same behind nginx | {_rate(behind, took)} |")
    return "\n".join([head, *rows, ""])


def _rate(a_second: float, took: dict[str, float]) -> str:
    return f"{a_second:.1f} a second | {a_second * took['made'] / 1000:.1%}"


if __name__ == "__main__":
    main()
