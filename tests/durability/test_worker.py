"""The worker of tasks is killed, and ends with what it runs beside. The long form of the first test
is `python -m tests.durability.worker --kills 50`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from forum.worker import hold_name, name_of
from tests.durability import worker
from tests.durability.queue_of_its_own import queue_of_its_own


def test_killed_it_loses_no_mail_and_sends_at_most_one_twice_a_kill() -> None:
    outcome = worker.kill(2)
    assert outcome.is_good, outcome


def test_killed_it_loses_no_notice_and_mails_at_most_one_twice_a_kill() -> None:
    """At once or in a digest: nobody but the worker makes a mail of them."""
    outcome = worker.kill(2, what="notices")
    assert outcome.is_good, outcome


def test_it_ends_with_the_process_it_runs_beside() -> None:
    with queue_of_its_own(smtp_port=1) as queue:
        server = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        beside = [*worker.WORK, "--beside", str(server.pid)]
        process = subprocess.Popen(beside, env=os.environ | queue.environment)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        server.kill()
        server.communicate()
        assert process.wait(worker.PATIENCE) == 0


def test_a_name_is_free_again_when_its_holder_is_gone(tmp_path: Path) -> None:
    with hold_name(tmp_path) as first, hold_name(tmp_path) as second:
        assert name_of(first) != name_of(second)
    with hold_name(tmp_path) as third:
        assert name_of(third) == name_of(first)
