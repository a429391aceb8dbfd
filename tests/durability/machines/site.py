"""Two copies of the site behind nginx, with the configuration that docs/nginx.conf shows."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.durability.machines.cluster import Server
from tests.durability.machines.programs import Program, wait_until

ROOT = Path(__file__).parents[3]
# The writers of a trial do not wait between two comments.
FREELY = {"pause_seconds": 0, "new_pause_seconds": 0, "surge_in_debate": 9999}
HTTP = """daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {site}
}}
"""


@dataclass
class Site:
    """Where readers find it, the copies that serve it, and who may write on it."""

    url: str
    copies: list[Program]
    address: str
    sessions: list[str]


@contextmanager
def site(primary: Server, replica: Server, folder: Path, port: int) -> Iterator[Site]:
    """Serve it on this port, and the copies on the two after it."""
    environment = _environment(primary, replica, folder, port)
    _manage(environment, "-m", "manage", "prepare")
    staged = _manage(environment, "-m", "tests.durability.machines.stage", "6")
    copies = [_copy(environment, folder, port + n) for n in (1, 2)]
    nginx = Program(["nginx", "-p", folder, "-c", _configuration(folder, port)], folder / "log")
    try:
        for program in (*copies, nginx):
            program.start()
        for n in range(3):
            url = f"http://127.0.0.1:{port + n}"
            wait_until(lambda url=url: answers(url), url)
        yield Site(f"http://127.0.0.1:{port}", copies, **json.loads(staged))
    finally:
        for program in (nginx, *copies):
            program.end()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (OSError, urllib.error.HTTPError):
        return False


def _environment(primary: Server, replica: Server, folder: Path, port: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "forum.settings",
        "DATABASE_URL": primary.url,
        "DATABASE_REPLICA_URL": replica.url,
        "SECRET_KEY": "only-for-a-trial-" + "x" * 40,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXIES": "1",
        "SHARED_CACHE_SECONDS": "1",
        "VAR_DIR": str(folder / "var"),
        "MODERATION": json.dumps(FREELY),
        "DEBUG": "0",
        "DEMO": "0",
        "WORKERS": "2",
    }


def _manage(environment: dict[str, str], *command: str) -> str:
    return subprocess.run(
        [sys.executable, *command],
        check=True,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def _copy(environment: dict[str, str], folder: Path, port: int) -> Program:
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "forum/gunicorn.py", "forum.wsgi"]
    return Program(
        gunicorn, folder / f"copy-{port}.log", environment | {"BIND": f"127.0.0.1:{port}"}
    )


def _configuration(folder: Path, port: int) -> Path:
    """The documented one, with the trial's addresses and without TLS."""
    shown = (ROOT / "docs/nginx.conf").read_text()
    shown = re.sub(r"^ *ssl_certificate.*\n", "", shown, flags=re.MULTILINE)
    for old, new in {
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "10.0.0.11:8000": f"127.0.0.1:{port + 1}",
        "10.0.0.12:8000": f"127.0.0.1:{port + 2}",
        "/var/cache/nginx/counterpoint": str(folder / "cache"),
    }.items():
        assert old in shown, f"docs/nginx.conf no longer says {old}"
        shown = shown.replace(old, new)
    file = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(HTTP.format(folder=folder, site=shown, user=user))
    return file


def nginx_is_here() -> bool:
    return shutil.which("nginx") is not None
