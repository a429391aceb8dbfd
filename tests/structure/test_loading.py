"""What every process of the site keeps in memory for good, it needs for most of its work."""

import subprocess
import sys
from functools import cache

import pytest

# Some megabytes each, by what they are for.
FOR_FEW = {"PIL": "pictures", "yaml": "essays as files"}


# What makes a process ready: to serve, or to do tasks.
SERVER = "forum.wsgi"
WORKER = "django; django.setup(); import forum.management.commands.run_tasks"


@cache
def loaded(ready: str) -> frozenset[str]:
    """The modules of a process that has imported this."""
    code = f"import {ready}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("package", FOR_FEW)
def test_what_few_requests_need_is_loaded_by_these(package: str) -> None:
    assert "forum.urls" in loaded(SERVER)
    assert package not in loaded(SERVER) | loaded(WORKER)


def test_the_worker_which_shows_no_page_loads_no_view() -> None:
    ours = {name for name in loaded(WORKER) if name.startswith(("accounts.", "forum."))}
    assert "forum.notifications.mailing.writing" in ours
    assert not {name for name in ours if {"urls", "views"} & set(name.split("."))}
