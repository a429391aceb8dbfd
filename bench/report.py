"""From the rounds that were measured: bench/results.json, bench/results.md and docs/speed.svg.

    python -m bench.report

Every figure is the median of the rounds; `ranges` has the lowest and the highest. `goals` says what
was to be reached, what was, and whether that is enough.
"""

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from bench import goals, plot, tables
from bench.speed import places

HERE = Path(__file__).parent
PACKAGES = ("Django", "gunicorn", "psycopg", "django-allauth", "whitenoise")

type Tree = dict[str, Any]


def main() -> None:
    file = places.FOLDER / "rounds.jsonl"
    if not file.exists():
        print("nothing was measured yet: python -m bench.speed")
        return
    rounds = [json.loads(line) for line in file.read_text().splitlines()]
    results = summary(rounds)
    (HERE / "results.json").write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    (HERE / "results.md").write_text(tables.markdown(results))
    (places.ROOT / "docs/speed.svg").write_text(plot.drawn(results))
    print(tables.markdown(results))


def summary(rounds: list[Tree]) -> Tree:
    parts: Tree = {}
    for name in dict.fromkeys(row["part"] for row in rounds):
        parts[name] = merged([row for row in rounds if row["part"] == name])
    loads = [row["noise"]["load"] for row in rounds if "noise" in row]
    loads += [row["load_after"] for row in rounds if "load_after" in row]
    results = {
        "machine": machine(),
        "versions": {each: metadata.version(each) for each in PACKAGES},
        "rounds": max((row["round"] + 1 for row in rounds), default=0),
        "taken_at": max((row["at"] for row in rounds), default=0),
        "load": {"lowest": min(loads, default=None), "highest": max(loads, default=None)},
        "parts": parts,
        "ranges": ranges(rounds),
    }
    return results | {"goals": [each._asdict() for each in goals.all_of(parts)]}


def merged(rows: list[Any]) -> Any:
    """The same tree with medians for numbers; what is said in words is said once."""
    if any(isinstance(row, dict) for row in rows):
        trees = [row for row in rows if isinstance(row, dict)]
        names = dict.fromkeys(name for tree in trees for name in tree)
        return {name: merged([tree[name] for tree in trees if name in tree]) for name in names}
    if all(isinstance(row, bool) for row in rows):
        return all(rows)
    numbers = [row for row in rows if isinstance(row, int | float)]
    if numbers:
        return round(statistics.median(numbers), 3)
    return max(rows, key=lambda row: len(row or ""))  # of lists and words the one that says most


def ranges(rounds: list[Tree]) -> dict[str, list[float]]:
    """The lowest and the highest of each latency, rate and memory, by its path."""
    found: dict[str, list[float]] = {}
    for row in rounds:
        for path, number in _leaves(row, row["part"]):
            low, high = found.get(path, [number, number])
            found[path] = [min(low, number), max(high, number)]
    return {path: both for path, both in found.items() if both[0] != both[1]}


def _leaves(tree: Tree, path: str) -> Iterator[tuple[str, float]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}.{name}")
        elif name in ("p50_ms", "rps", "rss_mb", "pss_mb"):
            yield f"{path}.{name}", value


def machine() -> Tree:
    processor = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": processor[0] if processor else "unknown",
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "nginx": _said(["nginx", "-v"]),
        "commit": _said(["git", "-C", str(places.ROOT), "rev-parse", "--short", "HEAD"]),
    }


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return (done.stdout or done.stderr).strip()


if __name__ == "__main__":
    main()
