"""One part of a round: the limits and the site on one engine, or a peer. Run by itself, so that
what fails is this part only.

    python -m bench.speed.part sqlite --round 0 --sizes 100,1000
"""

import argparse
import contextlib
import json
import os
import time
import traceback
from collections.abc import Callable
from typing import Any

from bench.speed import cluster, limits, places, serving
from bench.speed.client import Figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", help="sqlite, postgresql, static, spirit or isso")
    parser.add_argument("--round", type=int, default=0)
    parser.add_argument("--sizes", default=",".join(map(str, places.SIZES)))
    given = parser.parse_args()
    about = {"part": given.part, "round": given.round, "at": int(time.time())}
    with (places.FOLDER / "rounds.jsonl").open("a") as out:
        found = measure(given.part, given.round, given.sizes.split(","))
        out.write(json.dumps({**about, "load_after": os.getloadavg()[0], **found}) + "\n")


def measure(part: str, turn: int, sizes: list[str]) -> Figures:
    found: Figures = {"noise": limits.noise()}
    start = time.perf_counter()
    if part in places.ENGINES:
        with cluster.running() if part == "postgresql" else contextlib.nullcontext():
            of_engine(part, sizes, found)
    elif part == "static":
        _try(found, "static", limits.static)
    else:
        from bench.speed import peers

        _try(found, "peer", lambda: peers.measure(part, turn, sizes))
    found["seconds"] = round(time.perf_counter() - start)
    return found


def of_engine(engine: str, sizes: list[str], found: Figures) -> None:
    """Reading with nothing kept, reading as it is served, writing, memory; then the limits."""
    os.environ |= places.environment(engine) | {"LOG_LEVEL": "ERROR"}
    import django

    django.setup()
    from bench.speed import members, reading, writing

    note = json.loads(places.note(engine).read_text())["debates"]
    debates = {size: note[size] for size in sizes if size in note}
    members.log_in()
    with serving.site(engine, KEEP_PAGES="0") as server:
        _try(found, "made", lambda: reading.made(server, debates))
    with serving.site(engine) as server:
        found["memory_before"] = server.memory()
        _try(found, "kept", lambda: reading.kept(server, debates))
        _try(found, "laid by", lambda: limits.keep_first_screens(server, debates))
        _try(found, "written", lambda: writing.all_of(server, debates))
        found["memory"] = server.memory()
    _try(found, "gunicorn", limits.empty)
    _try(found, "rows", lambda: limits.rows(engine, debates))
    _try(found, "commits", lambda: limits.commits(engine))


def _try(found: Figures, name: str, measured: Callable[[], Any]) -> None:
    """A failure is a figure like others."""
    try:
        found[name] = measured()
    except Exception as error:
        traceback.print_exc()
        found.setdefault("failed", {})[name] = repr(error)[:300]


if __name__ == "__main__":
    main()
