"""How much memory two workers of gunicorn and the worker of tasks take, on the demo site, after
1,000 mixed requests by visitors and members.

    python -m bench.memory [--requests 1000] [--port 8350]

On SQLite; on PostgreSQL with `.venv/bin/python -m tests.postgres` before it. PSS counts what
processes share once among them; RSS counts it in each.
"""

import argparse
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import requests

PATIENCE = 60  # seconds
KINDS = ("Rss", "Pss")


def main(how_many: int, port: int) -> None:
    with tempfile.TemporaryDirectory(prefix="counterpoint-memory-") as folder:
        environment = os.environ | _environment(folder, port)
        for command in ("prepare", "load_demo"):
            _manage(environment, command)
        with (
            _running([sys.executable, "-m", "gunicorn", *_SERVER], environment) as server,
            _running([sys.executable, "manage.py", "run_tasks"], environment) as worker,
        ):
            site = f"http://127.0.0.1:{port}"
            _wait_for(site)
            _report("before", server.pid, worker.pid)
            began = time.perf_counter()
            answers = _ask(site, how_many)
            print(f"{how_many} requests in {time.perf_counter() - began:.0f} s: {dict(answers)}")
            _report("after", server.pid, worker.pid)
            print(f"load {os.getloadavg()[0]:.1f}")


_SERVER = ["--config", "forum/gunicorn.py", "forum.wsgi"]


def _environment(folder: str, port: int) -> dict[str, str]:
    return {
        "DEBUG": "0",
        "DEMO": "1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "BIND": f"127.0.0.1:{port}",
        "WORKERS": "2",
        "VAR_DIR": folder,
        "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder}/counterpoint.sqlite3"),
        "CACHE_URL": "",
        "LOG_LEVEL": "ERROR",
    }


def _manage(environment: dict[str, str], command: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", command],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(site: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            requests.get(site, timeout=PATIENCE).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{site} did not answer within {PATIENCE} s.")


def _ask(site: str, how_many: int) -> Counter[int]:
    """Every page that the front page and the essays link to, as a visitor and as a moderator, with
    a mail and a preview of a text among every forty. Returns how often each status came."""
    visitor, member = requests.Session(), _member(site)
    essays = sorted(set(re.findall(r'href="(/articles/[^"#?/]+/)"', visitor.get(site).text)))
    pages = {page for essay in essays for page in _links(visitor.get(site + essay).text)}
    places = [*essays, *sorted(pages)]
    answers: Counter[int] = Counter()
    for n, place in enumerate(islice(cycle(places), how_many)):
        if n % 40 == 0:
            _write(member, site)
        answers[(member if n % 3 == 0 else visitor).get(site + place).status_code] += 1
    return answers


def _links(page: str) -> list[str]:
    ours = r'href="(/(?:articles|comments|members|moderation)/[^"#]+)"'
    return re.findall(ours, page.replace("&amp;", "&"))


def _member(site: str) -> requests.Session:
    session = requests.Session()
    _send(session, f"{site}/accounts/login/", login="wilma", password="counterpoint")
    return session


def _write(member: requests.Session, site: str) -> None:
    _send(requests.Session(), f"{site}/accounts/password/reset/", email="wilma@example.org")
    _send(member, f"{site}/articles/preview/", text="We dropped **fines** in 2019.")


def _send(session: requests.Session, address: str, **fields: str) -> None:
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)', session.get(address).text)
    token = found[1] if found else session.cookies.get("csrftoken", "")
    session.post(address, {"csrfmiddlewaretoken": token, **fields})


def _report(when: str, server: int, worker: int) -> None:
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    rows = {"server": [server], "its workers": map(int, workers), "worker of tasks": [worker]}
    sums = dict.fromkeys(KINDS, 0.0)
    for name, processes in rows.items():
        sizes = [_size(process) for process in processes]
        for kind in KINDS:
            sums[kind] += sum(size[kind] for size in sizes)
        print(f"{when}: {name}: {'; '.join(map(_words, sizes))}")
    print(f"{when}: together {_words(sums)}")


def _size(process: int) -> dict[str, float]:
    """MB, as the kernel counts them."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return {k: int(re.search(rf"^{k}:\s+(\d+)", text, re.MULTILINE)[1]) / 1024 for k in KINDS}


def _words(size: dict[str, float]) -> str:
    return ", ".join(f"{kind.upper()} {size[kind]:.1f} MB" for kind in KINDS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--port", type=int, default=8350)
    given = parser.parse_args()
    main(given.requests, given.port)
