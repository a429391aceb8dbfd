"""The worker is killed with SIGKILL while it erases who left: it goes on where it stood."""

import json
import os
import subprocess
import sys
from typing import Any

from tests.durability import leaver, worker
from tests.durability.kill.site import FREE
from tests.durability.queue_of_its_own import Queue, queue_of_its_own

KILLS = 2
THEIRS = """
    SELECT COUNT(*) FROM comments_comment JOIN accounts_user ON accounts_user.id = author_id
    WHERE username = 'zqmarkuser'
"""
MEMBERS = "SELECT COUNT(*) FROM accounts_user WHERE username = 'zqmarkuser'"


def test_killed_in_the_midst_of_an_erasure_it_goes_on_where_it_stood() -> None:
    with queue_of_its_own(smtp_port=1, whole=True) as queue:
        _run("plant", queue)
        left = queue.count(THEIRS)
        assert left == leaver.COMMENTS
        for _ in range(KILLS):
            left = _killed_below(left, queue)
            assert _run("audit", queue)["wrong"] == []
        with worker.process(worker.WORK, queue):
            # One task is left: what was kept ready is thrown away once more, some minutes later.
            worker.wait_for(lambda: not queue.count(MEMBERS) and queue.length() == 1)
        assert _run("audit", queue) == {"wrong": [], "left": [], "others": _others()}


def _killed_below(before: int, queue: Queue) -> int:
    """Let a worker erase something, and kill it; how many of the comments are left."""
    with worker.process(worker.WORK, queue):
        worker.wait_for(lambda: queue.count(THEIRS) < before)
    left = queue.count(THEIRS)
    assert 0 < left < before, "the kill came too late, or nothing was done"
    assert queue.count(MEMBERS) == 1
    return left


def _others() -> int:
    """Mei's, none of which is lost: one on the leaver's essay, and the answers."""
    return 1 + -(-leaver.COMMENTS // leaver.ANSWERED)


def _run(what: str, queue: Queue) -> Any:
    said = subprocess.run(
        [sys.executable, "-m", "tests.durability.leaver", what],
        env=os.environ | queue.environment | {"MODERATION": json.dumps(FREE)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return json.loads(said) if said else None
