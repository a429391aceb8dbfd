"""What was to be reached (issue 5), and whether it was, from the medians."""

from collections.abc import Iterator
from typing import Any, NamedTuple

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PEERS = ("spirit", "isso")
# nginx keeps a connection, gunicorn's sync workers close it: the second is like for like.
NGINX = {"keep-alive": (), "closing as gunicorn does": ("closing",)}

type Tree = dict[str, Any]


class Goal(NamedTuple):
    name: str
    value: float | None  # None: not measured
    limit: float
    unit: str
    is_met: bool | None


def at_most(name: str, value: float | None, limit: float, unit: str = "ms") -> Goal:
    is_met = None if value is None else value <= limit
    return Goal(name, _short(value), round(limit, 3), unit, is_met)


def at_least(name: str, value: float | None, limit: float, unit: str = "/s") -> Goal:
    is_met = None if value is None else value >= limit
    return Goal(name, _short(value), round(limit, 3), unit, is_met)


def all_of(parts: Tree) -> list[Goal]:
    found: list[Goal] = []
    for engine, name in ENGINES.items():
        if engine not in parts:
            continue
        for of in (screens, members, peers, flat, writing, memory):
            found += [each._replace(name=f"{name}: {each.name}") for each in of(parts, engine)]
    return found


def get(tree: Any, *path: str) -> Any:
    """What stands there, or None."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def screens(parts: Tree, engine: str) -> Iterator[Goal]:
    """The first screen beside the bare driver, and kept beside nginx: as browsers ask it, and like
    for like, each connection closed, as gunicorn's workers do."""
    for size, made in _sizes(parts, engine, "made"):
        rows = get(parts, engine, "rows", size, "p50_ms")
        if rows is not None:
            value = get(made, "first", "p50_ms")
            yield at_most(f"{size}: made anew, 3 × the bare rows + 2 ms", value, 3 * rows + 2)
        value = get(parts, engine, "kept", size, "kept", "p50_ms")
        for name, path in NGINX.items():
            file = get(parts, "static", "static", size, *path, "p50_ms")
            if file is not None:
                yield at_most(f"{size}: kept, 5 × nginx, {name}", value, 5 * file)


def members(parts: Tree, engine: str) -> Iterator[Goal]:
    for size, made in _sizes(parts, engine, "made"):
        visitor = get(made, "first", "p50_ms")
        value = get(parts, engine, "kept", size, "member", "p50_ms")
        if visitor is not None:
            yield at_most(f"{size}: member, visitor + 5 ms", value, visitor + 5)


def peers(parts: Tree, engine: str) -> Iterator[Goal]:
    """Ten times faster than the fastest peer, with nothing kept."""
    for size in ("1000", "10000"):
        for who, ours in (
            ("first", get(parts, engine, "made", size, "first", "p50_ms")),
            ("member", get(parts, engine, "kept", size, "member", "p50_ms")),
        ):
            theirs = fastest(parts, size, who, "p50_ms")
            if theirs is not None:
                yield at_most(f"{size}: {who}, a tenth of the fastest peer", ours, theirs / 10)


def fastest(parts: Tree, size: str, *path: str) -> float | None:
    figures = [get(parts, peer, "peer", size, *path) for peer in PEERS]
    return min((each for each in figures if each is not None), default=None)


def flat(parts: Tree, engine: str) -> Iterator[Goal]:
    """Each page of the largest debate beside the same of the smallest. A page that has more on it,
    as the smallest debates do not fill it, may take longer by as much as it is longer."""
    sizes = [size for size, _made in _sizes(parts, engine, "made")]
    if len(sizes) < 2:
        return
    small, large = (get(parts, engine, "made", size) for size in (sizes[0], sizes[-1]))
    for page in small:
        before, after = get(small, page, "p50_ms"), get(large, page, "p50_ms")
        if before and after:
            fuller = max(1, get(large, page, "bytes") / get(small, page, "bytes"))
            name = f"{page}: {sizes[-1]} comments beside {sizes[0]}, byte for byte"
            yield at_most(name, after / before / fuller, 1.2, "times")


def writing(parts: Tree, engine: str) -> Iterator[Goal]:
    for size, written in _sizes(parts, engine, "written"):
        peer = size if size in ("1000", "10000") else "10000"
        for what in ("reply", "rating", "stance"):
            yield from _acts(parts, f"{size}: {what}", written.get(what, {}), peer)
        if "mended" in written:
            yield at_most(f"{size}: wrong afterwards", len(written["mended"]), 0, "numbers")


def _acts(parts: Tree, name: str, act: Tree, peer: str) -> Iterator[Goal]:
    time = fastest(parts, peer, "reply", "c1", "p50_ms")
    rates = [get(parts, each, "peer", peer, "reply", "c8", "rps") for each in PEERS]
    if time is not None:
        yield at_most(f"{name}, the fastest peer’s time", get(act, "c1", "p50_ms"), time)
    if any(rates):
        best = max(rate for rate in rates if rate)
        yield at_least(f"{name} at 8, the fastest peer’s rate", get(act, "c8", "rps"), best)
    bad = sum(get(act, c, what) or 0 for c in ("c1", "c8") for what in ("lost", "errors"))
    bad += act.get("counts_right") is not True
    bad += any(get(act, c, "in_order") is False for c in ("c1", "c8"))
    yield at_most(f"{name}: lost, failed or miscounted", bad, 0, "")


def memory(parts: Tree, engine: str) -> Iterator[Goal]:
    value = get(parts, engine, "memory", "workers_pss_mb")
    yield at_most("two workers and the task worker (PSS)", value, 200, "MB")


def _sizes(parts: Tree, engine: str, what: str) -> list[tuple[str, Tree]]:
    found = get(parts, engine, what) or {}
    return sorted(((k, v) for k, v in found.items() if k.isdigit()), key=lambda row: int(row[0]))


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
