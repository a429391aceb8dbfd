"""The figures as tables in Markdown."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bench.goals import ENGINES, PEERS, get

NAMES = {"spirit": "Spirit", "isso": "Isso"}

type Tree = dict[str, Any]


def markdown(results: Tree) -> str:
    parts = results["parts"]
    texts = [_head(results)]
    for engine, name in ENGINES.items():
        if engine in parts:
            texts += [f"## {name}", reading(parts, engine), writing(parts, engine)]
            texts += [pages(parts, engine)]
    texts += ["## Peers", peers(parts), "## Goals", goals(results["goals"])]
    return "\n\n".join(text for text in texts if text) + "\n"


def _head(results: Tree) -> str:
    at = datetime.fromtimestamp(results["taken_at"], UTC)
    machine, load = results["machine"], results["load"]
    return (
        "# How fast it is\n\n"
        f"Medians of {results['rounds']} rounds on {at:%-d %B %Y}, {machine['cores']} cores"
        f" ({machine['processor']}), load {load['lowest']:.1f} to {load['highest']:.1f}; server,"
        f" load and database on one machine. Commit {machine['commit']}."
        " Made by `python -m bench.report`."
    )


def reading(parts: Tree, engine: str) -> str:
    """The first screen at every size."""
    of, rows = parts[engine], []
    for size in _sizes(of.get("made", {})):
        made, kept = get(of, "made", size), get(of, "kept", size)
        rows.append(
            [
                f"{int(size):,}",
                str(int(get(made, "first", "comments") or 0)),
                _ms(get(made, "first", "p50_ms")),
                _ms(get(of, "rows", size, "p50_ms")),
                _ms(get(kept, "kept", "p50_ms")),
                _ms(get(parts, "static", "static", size, "p50_ms")),
                _ms(get(parts, "static", "static", size, "closing", "p50_ms")),
                _ms(get(of, "gunicorn", "p50_ms")),
                _ms(get(kept, "304", "p50_ms")),
                _ms(get(kept, "member", "p50_ms")),
                _rate(get(made, "first", "c8", "rps")),
                _rate(get(kept, "kept", "c8", "rps")),
                _rate(get(kept, "member", "c8", "rps")),
            ]
        )
    head = ["comments", "on it", "made anew", "bare rows", "kept", "nginx", "nginx closing"]
    head += ["gunicorn empty", "304", "member", "made/s", "kept/s", "member/s"]
    return table(head, rows)


def writing(parts: Tree, engine: str) -> str:
    of, rows = parts[engine], []
    for size in _sizes(of.get("written", {})):
        row = [f"{int(size):,}"]
        for what in ("reply", "rating", "stance"):
            act = get(of, "written", size, what)
            row += [_ms(get(act, "c1", "p50_ms")), _rate(get(act, "c8", "rps"))]
        rows.append(row)
    head = ["comments", "reply", "at 8", "rating", "at 8", "stance", "at 8"]
    one, eight = get(of, "commits", "c1", "p50_ms"), get(of, "commits", "c8", "rps")
    memory = get(of, "memory") or {}
    after = (
        f"A bare durable commit takes {_ms(one)}, {_rate(eight)} at eight connections. Two workers"
        f" and the task worker after it all: {memory.get('workers_pss_mb')} MB (PSS);"
        f" with gunicorn's server {memory.get('pss_mb')} MB (PSS), {memory.get('rss_mb')} MB (RSS)."
    )
    return f"{table(head, rows)}\n\n{after}"


def pages(parts: Tree, engine: str) -> str:
    """Every page at every size, made anew."""
    made = parts[engine].get("made", {})
    sizes = _sizes(made)
    names = list(dict.fromkeys(name for size in sizes for name in made[size]))
    rows = [[name, *(_ms(get(made, size, name, "p50_ms")) for size in sizes)] for name in names]
    rows += [[name, _ms(get(made, "site", name, "p50_ms"))] for name in made.get("site", {})]
    return table(["made anew", *(f"{int(size):,}" for size in sizes)], rows)


def peers(parts: Tree) -> str:
    rows = []
    for peer in PEERS:
        of = get(parts, peer, "peer") or {}
        for size in _sizes(of):
            rows.append(
                [
                    f"{NAMES[peer]}, {int(size):,}",
                    _ms(get(of, size, "first", "p50_ms")),
                    _rate(get(of, size, "first", "c8", "rps")),
                    _ms(get(of, size, "member", "p50_ms")),
                    _ms(get(of, size, "reply", "c1", "p50_ms")),
                    _rate(get(of, size, "reply", "c8", "rps")),
                ]
            )
    head = ["", "first screen", "at 8", "member", "reply", "at 8"]
    return table(head, rows) if rows else "Not measured."


def goals(found: Sequence[Tree]) -> str:
    """Those that were missed, each; and how many were met."""
    missed = [each for each in found if each["is_met"] is False]
    met = sum(each["is_met"] is True for each in found)
    unknown = sum(each["is_met"] is None for each in found)
    rows = [
        [each["name"], f"{each['value']} {each['unit']}", f"{each['limit']} {each['unit']}"]
        for each in missed
    ]
    said = f"{met} of {len(found)} met, {unknown} not measured."
    return f"{said}\n\n{table(['missed', 'is', 'goal'], rows)}" if rows else said


def _sizes(tree: Tree) -> list[str]:
    return sorted((name for name in tree if name.isdigit()), key=int)


def _ms(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f} ms" if value < 10 else f"{value:,.0f} ms"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}/s"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"| --- {'| --: ' * (len(head) - 1)}|"]
    padded = ([*row, *([""] * (len(head) - len(row)))] for row in rows)
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in padded)])
