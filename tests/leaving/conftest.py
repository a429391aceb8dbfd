"""A site on which somebody leaves: its files lie in a folder of this test, its tasks in the real
queue."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from forum import settings as real
from forum.search import actions as index
from forum.search import installing
from tests.leaving.planting import Planted, plant


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    """The folder of all files but the database, as VAR_DIR is on a real site."""
    settings.TASKS = real.TASKS
    settings.VAR_DIR = tmp_path
    cards = settings.CACHES["cards"] | {"LOCATION": tmp_path / "cards"}
    settings.CACHES = settings.CACHES | {"cards": cards}
    return tmp_path


@pytest.fixture
def planted(
    var: Path, author: User, reader2: User, moderator: User, administrator: User, member: User
) -> Planted:
    installing.mend()  # a database that was made without migrations has no index of the search
    index.rebuild()  # without what tests before wrote, whose tables were emptied since
    others = {"ines": author, "mei": reader2, "wilma": moderator, "nora": administrator}
    return plant(others | {"gregor": member})
