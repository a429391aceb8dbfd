"""How fast the site is at any size, beside this machine's limits and its peers. One command:

    python -m bench.speed [--sizes 100,1000] [--rounds 3] [--quick] [--parts sqlite,static]

fills what is not filled yet, brings the databases to this version of the site, measures in rounds
that are interleaved over the parts, and writes bench/results.json and the report. What is done is
not done again: stopped half-way, it goes on where it was (`--again` begins anew).
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import time

from bench import report
from bench.speed import cluster, places

PARTS = ("sqlite", "postgresql", "static", "spirit", "isso")
PATIENCE = 600  # seconds for one part of one round: the rest goes on without it
ROUNDS = places.FOLDER / "rounds.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, places.SIZES)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="one round of 100 and 10,000")
    parser.add_argument("--again", action="store_true", help="forget the rounds there are")
    given = parser.parse_args()
    if given.quick:
        given.sizes, given.rounds = "100,10000", 1
    places.FOLDER.mkdir(parents=True, exist_ok=True)
    if given.again:
        ROUNDS.unlink(missing_ok=True)
    parts = given.parts.split(",")
    # The server of PostgreSQL stays for all rounds; the parts find it running.
    is_needed = "postgresql" in parts
    with cluster.running() if is_needed else contextlib.nullcontext():
        for engine in places.ENGINES:
            if engine in parts:
                prepare(engine, given.sizes)
        for turn in range(given.rounds):
            for part in parts:
                one(part, turn, given.sizes)
    report.main()


def prepare(engine: str, sizes: str) -> None:
    """Fill the database, or bring it to this version of the site."""
    if not places.is_filled(engine):
        print(f"filling {engine}; this takes minutes", flush=True)
        is_copied = engine == "postgresql" and places.is_filled("sqlite")
        made_by = ["copying"] if is_copied else ["fill", engine, sizes]
        run([sys.executable, "-m", f"bench.speed.{made_by[0]}", *made_by[1:]], 3_600, {})
    run([sys.executable, "manage.py", "prepare"], 900, places.environment(engine))
    run([sys.executable, "-m", "bench.speed.kept", engine], 900, {})


def one(part: str, turn: int, sizes: str) -> None:
    if (part, turn) in done():
        print(f"round {turn}, {part}: done before", flush=True)
        return
    print(f"round {turn}, {part}, load {os.getloadavg()[0]:.1f}", flush=True)
    start = time.perf_counter()
    command = [sys.executable, "-m", "bench.speed.part", part, f"--round={turn}"]
    why = run([*command, f"--sizes={sizes}"], PATIENCE, {})
    if why:
        failed = {"part": part, "round": turn, "at": int(time.time()), "failed": {part: why}}
        with ROUNDS.open("a") as out:
            out.write(json.dumps(failed) + "\n")
    print(f"  {time.perf_counter() - start:.0f} s {why}", flush=True)


def run(command: list[str], seconds: float, settings: dict[str, str]) -> str:
    """Why it failed, or ''. What it prints is shown."""
    whole = {**os.environ, **settings}
    # A session of its own, so that with what takes too long also the servers it started end.
    started = subprocess.Popen(command, cwd=places.ROOT, env=whole, start_new_session=True)
    try:
        status = started.wait(seconds)
    except BaseException as error:
        os.killpg(started.pid, signal.SIGKILL)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        return f"took longer than {seconds:.0f} s"
    if status:
        return f"ended with {status}"
    return ""


def done() -> set[tuple[str, int]]:
    """The parts of rounds that were measured; one that failed as a whole is tried again."""
    if not ROUNDS.exists():
        return set()
    rows = [json.loads(line) for line in ROUNDS.read_text().splitlines()]
    return {(row["part"], row["round"]) for row in rows if "seconds" in row}


if __name__ == "__main__":
    main()
