"""Is the site alive, and can it serve? For supervisors and balancers, which have no session.

`/healthz` says that the process answers: whoever restarts it should ask that. `/readyz` says that
its database does, with the tables of this version: whoever sends readers here should.
"""

from collections.abc import Callable
from threading import Thread

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse

PATIENCE = 1.0  # seconds for the database's answer


class Probe:
    """Asks the database, one question at a time: one that hangs does not heap up others."""

    def __init__(self) -> None:
        self.is_migrated = False  # once it is, it stays: other code is another process
        self.asking: Thread | None = None
        self.fault = ""

    def fault_now(self) -> str:
        """Why the site cannot serve, or ''."""
        if self.asking is None or not self.asking.is_alive():
            self.asking = Thread(target=self._ask, daemon=True)
            self.asking.start()
            self.asking.join(PATIENCE)
        return "the database does not answer" if self.asking.is_alive() else self.fault

    def _ask(self) -> None:
        try:
            self.fault = self._answer()
        except Error as error:
            self.fault = f"the database fails: {type(error).__name__}"
        finally:
            connection.close()

    def _answer(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not self.is_migrated:
            executor = MigrationExecutor(connection)
            self.is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return "" if self.is_migrated else "migrations wait: run manage.py prepare"


probe = Probe()


def healthz() -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz() -> HttpResponse:
    fault = probe.fault_now()
    return HttpResponse(
        f"{fault or 'ok'}\n", content_type="text/plain", status=503 if fault else 200
    )


PROBES = {"/healthz": healthz, "/readyz": readyz}


class ProbeMiddleware:
    """Answers before any other layer could ask for a host's name, a session or the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if answer := PROBES.get(request.path_info):
            response = answer()
            response["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)
