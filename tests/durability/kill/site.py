"""A whole site under a load: gunicorn with two workers, and the commands that look after it."""

import http.client
import json
import os
import secrets
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.durability.kill.engines import File, Server
from tests.durability.machines.programs import Program, wait_until

ROOT = Path(__file__).parents[3]
# The load posts as fast as it can; what the gate makes of floods is tested elsewhere.
FREE = {"pause_seconds": 0, "new_pause_seconds": 0, "first_day_replies": 10**6}
FREE |= {"first_day_roots": 10**6, "surge_in_debate": 10**6, "surge_on_site": 10**6}


class Site:
    """The site on a database, at a port of this machine. `stage` says who is there."""

    def __init__(self, folder: Path, database: File | Server, port: int) -> None:
        self.folder, self.database, self.port = folder, database, port
        # The application and how it is served: a release, in whose place a test can put another.
        (folder / "release.py").write_text("from forum.wsgi import application\n")
        shutil.copy(ROOT / "forum/gunicorn.py", folder / "serving.py")
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "forum.settings",
            "PYTHONPATH": f"{ROOT}:{folder}",
            "DATABASE_URL": database.url,
            "VAR_DIR": str(folder / "var"),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": f"http://127.0.0.1:{port}",
            "BIND": f"127.0.0.1:{port}",
            "MODERATION": json.dumps(FREE),
            **dict.fromkeys(("DEBUG", "DEMO", "HTTPS"), "0"),
            **dict.fromkeys(("CACHE_URL", "EMAIL_URL", "DATABASE_REPLICA_URL"), ""),
            **{"LOG_LEVEL": "ERROR", "WORKERS": "2", "LOCK_SECONDS": "1.4"},
        }
        config = ["--config", str(folder / "serving.py")]
        command = [sys.executable, "-m", "gunicorn", *config, "release:application"]
        self.program = Program(command, folder / "log", self.environment)
        self.stage: dict[str, Any] = {}
        self.sent: list[Any] = []  # every form that anybody sent

    def make(self, members: int = 4) -> None:
        """The tables, an essay, and members who are logged in."""
        self.manage("prepare")
        self.stage = self.run("tests.durability.kill.stage", str(members))

    def manage(self, *command: str) -> str:
        """What a command of manage.py prints."""
        return self._output([sys.executable, "manage.py", *command])

    def run(self, module: str, *words: str) -> Any:
        """What a module of ours prints as JSON, run with the site's settings."""
        return json.loads(self._output([sys.executable, "-m", module, *words]))

    def _output(self, command: list[str]) -> str:
        environment = os.environ | self.environment | {"LOCK_SECONDS": "20"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command[1:]}: {done.stdout[-1000:]} {done.stderr[-3000:]}"
        return done.stdout

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers."""
        if self.program.guard is None:
            self.program.start()
        wait_until(self.answers, "the site’s first answer")

    def answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return self.get("/").status == 200
        return False

    def get(self, path: str, session: str = "") -> "Answer":
        return self._ask("GET", path, session=session)

    def post(self, path: str, form: str, session: str) -> "Answer":
        return self._ask("POST", path, form, session)

    def _ask(self, method: str, path: str, form: str = "", session: str = "") -> "Answer":
        """Raises OSError or HTTPException when no whole answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"csrftoken={CSRF}; sessionid={session}"} if session else {}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        try:
            connection.request(method, path, form or None, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()


CSRF = "a" * 32


class Answer:
    """A whole answer: one that breaks off raises."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers = response.status, response.headers
        self.text = response.read().decode()

    @property
    def address(self) -> str:
        return self.headers.get("Location") or ""
