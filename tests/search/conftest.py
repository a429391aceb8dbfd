"""What every test of the search starts from: the index with its triggers, which a database that was
made without migrations has not."""

from pathlib import Path
from typing import Any

import pytest

from forum.search import installing
from tests.conftest import DATABASE


@pytest.fixture(autouse=True)
def _index(request: pytest.FixtureRequest) -> None:
    if DATABASE & {*request.fixturenames} or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        installing.mend()


@pytest.fixture(autouse=True)
def _lock_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Who works on the index locks a file in this folder, and whoever comes meanwhile leaves the
    work to them: tests that run at once have an index each."""
    settings.VAR_DIR = tmp_path
