"""What every test of the search starts from: the index with its triggers, which a database that was
made without migrations has not."""

import pytest

from forum.search import installing
from tests.conftest import DATABASE


@pytest.fixture(autouse=True)
def _index(request: pytest.FixtureRequest) -> None:
    if DATABASE & {*request.fixturenames} or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        installing.mend()
