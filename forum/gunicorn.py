"""How gunicorn serves the site: `gunicorn --config forum/gunicorn.py forum.wsgi`.

SIGHUP takes over new code without a failed request.
"""

import gc
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

bind = os.environ.get("BIND", "127.0.0.1:8000")
# A page is work for the processor, so more workers than cores would only wait for each other.
worker_class = "sync"
workers = int(os.environ.get("WORKERS") or os.cpu_count() or 1)
preload_app = True  # the code is loaded once, and its memory shared by the workers
timeout = 30  # seconds for one request; the longest, an upload of pictures, takes two
limit_request_line = 0  # the proxy has one; a long search is told so by its own page
control_socket_disable = True  # two sites of one user would share it; signals do the same
graceful_timeout = 30  # seconds for the requests at hand when the server is to end

LOADING = 60  # seconds for new code to load; it takes two, and a server that waits starts no worker
# For the new server, or for the old one if there is none: the next deploy, and the end.
WAITING = {signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}

log = logging.getLogger("gunicorn.error")
METRICS = "PROMETHEUS_MULTIPROC_DIR"  # set by the settings where there are metrics
BEFORE = "COUNTERPOINT_WORKERS_BEFORE"  # the workers of the code before, for the new one to end


def on_starting(server: Arbiter) -> None:
    """On SIGHUP gunicorn would read this file anew, and end if it cannot: so it is told what to do
    instead. What the workers of an earlier server counted is over."""
    server.reload = partial(take_over, server)  # type: ignore[method-assign]
    if METRICS in os.environ:
        for file in Path(os.environ[METRICS]).glob("*.db"):
            file.unlink(missing_ok=True)


def take_over(server: Arbiter) -> None:
    """Become a server of the new code, with the same number and the same socket, while the workers
    of the code before go on answering. gunicorn by itself would start new workers of the old code,
    which it keeps loaded, or with USR2 a server of another number, whom no supervisor knows.

    Code that does not load, or this file of it, is left alone.
    """
    command = [sys.executable, *sys.orig_argv[1:]]  # gunicorn's own note of it forgets `-m`
    taken_over = {
        "GUNICORN_PID": str(os.getpid()),
        "GUNICORN_FD": ",".join(str(listener.fileno()) for listener in server.LISTENERS),
        BEFORE: " ".join(str(pid) for pid in server.WORKERS),
    }
    signal.pthread_sigmask(signal.SIG_BLOCK, WAITING)
    try:
        os.chdir(server.START_CTX["cwd"])  # which may be a link that leads elsewhere by now
        subprocess.run([*command, "--check-config"], check=True, timeout=LOADING)
        os.execvpe(command[0], command, server.cfg.env_orig | taken_over)
    except (OSError, subprocess.SubprocessError) as error:
        log.error("The new code does not load: the old code goes on. %s", error)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITING)


def child_exit(server: Arbiter, worker: Worker) -> None:
    """What a worker counted stays, what it was doing does not (forum/ops/metrics.py)."""
    if METRICS in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def when_ready(server: Arbiter) -> None:
    """The code is loaded, and workers start at once: those before end after what is at hand. They
    are children of this process still, so their numbers cannot mean others."""
    for pid in os.environ.pop(BEFORE, "").split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITING)


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """What is loaded by now stays, so the collector need not look at it: its marks would make the
    kernel copy every page that the workers share."""
    gc.freeze()
