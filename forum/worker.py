"""The worker of tasks: django-tasks-db's own, which besides takes up what a killed worker left,
tries again what failed, clears away what is done, and looks for what has become one."""

import fcntl
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import IO

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)

LIMIT = 240  # seconds for one task: a mail server that answers a byte a minute is not waited for
# Of a worker on another machine nobody here knows whether it lives. After this it does not.
LEASE = timedelta(seconds=2 * LIMIT)
# How long to wait after each failure: a server that restarts is back within seconds, one that puts
# strangers off within minutes, one that broke at night by the morning.
WAITS = [
    *(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600)),
    *(timedelta(hours=hours) for hours in (1, 4, 12)),
]
KEEP = timedelta(days=30)  # what was given up, for whoever asks what became of it
TIDY = 30  # seconds between two looks for what others left
REST = 5  # seconds, when the database does not answer
SLOTS = 64


@dataclass
class Look:
    """Something the worker sees to between tasks, at most every so many seconds (0: as often as the
    worker looks for tasks). It ends within moments: what takes longer is a task, or the next look
    goes on with it."""

    what: str  # for the log
    see: Callable[[], object]
    every: float = 0
    at: float = field(default=float("-inf"), init=False)  # by the clock of time.monotonic()

    def turn(self, interval: float) -> None:
        """Its turn, if it is time. What fails stops neither a task nor another look: it rests by
        itself, and is tried again."""
        if time.monotonic() < self.at:
            return
        try:
            self.see()
            rest = max(self.every, interval)
        except Exception:
            log.exception("The look for %s failed; it is tried again.", self.what)
            rest = max(REST, interval)
        self.at = time.monotonic() + rest


class Worker(db_worker.Worker):
    """Runs one task at a time: a kill leaves at most one of which nobody knows if it was done.
    Between tasks, every `interval` seconds, each of the `looks` has its turn."""

    def __init__(
        self,
        name: str,
        beside: int | None = None,
        interval: float = 1,
        looks: Sequence[Look] = (),
    ) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,  # the base runs what is there and returns; when to look again is said here
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        self.beside = beside
        self.tidied = float("-inf")
        self.looks = looks

    def run(self) -> None:
        while self.running and _lives(self.beside):
            try:
                self._tidy()
                self._look()
                if DBTaskResult.objects.ready().exists():  # a look that takes no lock
                    self.do_what_is_ready()
            except (DatabaseError, InterfaceError):
                log.exception("The database failed the worker of tasks; it tries again.")
                connections.close_all()
                time.sleep(REST)
            time.sleep(self.interval)

    def do_what_is_ready(self) -> None:
        super().run()

    def run_task(self, db_task_result: DBTaskResult) -> None:
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(LIMIT)
        try:
            super().run_task(db_task_result)
        finally:
            signal.alarm(0)
        settle(db_task_result)
        self._tidy()
        self._look()
        self.running = self.running and _lives(self.beside)

    def _look(self) -> None:
        """Also while tasks wait for a mail server that hangs."""
        for look in self.looks:
            look.turn(self.interval)

    def _tidy(self) -> None:
        """See now and then to what this worker, killed before, or another has left."""
        if time.monotonic() - self.tidied < TIDY:
            return
        self.tidied = time.monotonic()
        take_up(self.worker_id)
        finished = DBTaskResult.objects.finished()
        finished.filter(finished_at__lt=timezone.now() - KEEP).delete()
        for task in finished:
            if not _is_given_up(task):
                settle(task)


def take_up(name: str) -> None:
    """Make ready again what the worker of this name, or one not heard of for long, was at when it
    was killed. The name is held by a lock, so no other of this name lives."""
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1] == name or task.started_at < timezone.now() - LEASE:
            log.warning("Task %s was left by %s: it is done again.", task.id, task.worker_ids[-1])
            _ready(task, task.run_after)


def settle(task: DBTaskResult) -> None:
    """Clear away what is done, for its arguments may hold a code to log in with; put off what
    failed, and say loudly what has failed too often."""
    tries, error = len(task.worker_ids), task.exception_class_path
    if task.status == TaskResultStatus.SUCCESSFUL:
        task.delete()
    elif _is_given_up(task):
        again = "`manage.py run_tasks --again` tries it anew."
        log.critical("Task %s was given up at try %d (%s). %s", task.id, tries, error, again)
    else:
        log.warning("Task %s failed at try %d (%s): it is put off.", task.id, tries, error)
        _ready(task, timezone.now() + WAITS[tries - 1])


def _is_given_up(task: DBTaskResult) -> bool:
    return task.status == TaskResultStatus.FAILED and len(task.worker_ids) > len(WAITS)


def try_again() -> int:
    """Make ready what was given up, as if it had never been tried; say how many tasks that is."""
    return DBTaskResult.objects.failed().update(
        status=TaskResultStatus.READY, worker_ids=[], run_after=timezone.now()
    )


def _ready(task: DBTaskResult, run_after: datetime) -> None:
    """Only if nobody has had it since it was read."""
    as_read = DBTaskResult.objects.filter(
        pk=task.pk, status=task.status, started_at=task.started_at
    )
    as_read.update(status=TaskResultStatus.READY, run_after=run_after)


def hold_name(folder: Path) -> IO[str]:
    """A lock on the first free name of this machine. It is held until the file is closed, or the
    process dies in whatever way: who gets the name next knows that its last holder is gone."""
    for slot in range(SLOTS):
        file = (folder / f"worker-{slot}.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    raise ImproperlyConfigured(f"{SLOTS} workers run with the folder {folder}.")


def name_of(lock: IO[str]) -> str:
    return f"{socket.gethostname()}/{Path(lock.name).stem}"


def _lives(process: int | None) -> bool:
    """Whether the process beside which the worker was started is there, if it was named."""
    if process is None:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it is there, and another person's
    return True


def _too_long(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"A task took longer than {LIMIT} seconds.")
