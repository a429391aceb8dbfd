"""Fixtures for every test: the cast by name, and the measure of queries.

The suite runs on SQLite, or on the PostgreSQL that DATABASE_URL names. The cache is the table in
the database, as on a real site: what a test puts there goes when its transaction is rolled back.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as properties

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from forum.moderation.models import Rule, RuleVersion
from forum.moderation.rulebook import keep_first_wordings, write_missing
from tests import cast, guard

# A slow machine fails no test: speed is measured in benchmarks.
properties.register_profile("suite", deadline=None)
properties.load_profile("suite")

type Get = Callable[[], HttpResponse]


def pytest_report_header() -> str:
    return f"database: {connection.vendor}"


@pytest.fixture(autouse=True)
def _uploads_of_this_test(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.OUTBOX_DIR = tmp_path / "outbox"


@pytest.fixture(autouse=True)
def _mail_through_its_task(settings: Any) -> None:
    """Django gives every mailer the outbox of tests; the site's own hands it to a task first."""
    settings.MAILERS = settings.MAILERS | {"default": {"BACKEND": "forum.mail.QueuedMail"}}


DATABASE = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def _rules_of_a_new_site(request: pytest.FixtureRequest) -> None:
    """The rules that a migration wrote. A test with real transactions empties every table after
    itself, and any test may come next on its worker: without this it would find a site without
    rules. Django's serialized rollback does not see this once Playwright's loop runs."""
    if DATABASE & {*request.fixturenames} or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        if not Rule.objects.exists():
            write_missing(Rule)
            keep_first_wordings(Rule, RuleVersion)


@pytest.fixture(autouse=True)
def _pages_are_as_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """See tests/guard.py."""
    guard.forget()
    if DATABASE & {*request.fixturenames} or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        yield
        guard.check_all()
    else:
        yield
    guard.forget()


@pytest.fixture
def author(db: None) -> User:
    return cast.make_user("ines", "Ines Okafor")


@pytest.fixture
def member(db: None) -> User:
    return cast.make_user("gregor", "Gregor Maas")


@pytest.fixture
def reader2(db: None) -> User:
    return cast.make_user("mei", "Mei-Lin Achterberg")


@pytest.fixture
def moderator(db: None) -> User:
    return cast.make_user("wilma", "Wilma Jansen", Role.MODERATOR)


@pytest.fixture
def administrator(db: None) -> User:
    return cast.make_user("nora", "Nora Lindgren", Role.ADMINISTRATOR)


@pytest.fixture
def visitor() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    return cast.client_of


@pytest.fixture
def article(author: User) -> Article:
    """A published essay by Ines, with no debate yet."""
    return cast.make_article(author)


@pytest.fixture
def same_queries(db: None) -> Callable[[Callable[[int], object], Get], None]:
    """Assert that a page takes as many queries for 52 rows as for 4.

    `make_rows(n)` makes n more rows; `get()` fetches the page, as in
    `same_queries(make_comments, lambda: client.get(url))`.
    """

    def queries(get: Get) -> list[str]:
        with CaptureQueriesContext(connection) as taken:
            assert get().status_code == 200
        return [query["sql"] for query in taken.captured_queries]

    def queries_after(n: int, make_rows: Callable[[int], object], get: Get) -> list[str]:
        make_rows(n)
        guard.forget()
        get()
        return queries(get)

    def check(make_rows: Callable[[int], object], get: Get) -> None:
        make_rows(2)
        get()  # a first look may also write: a session, or how much of a debate was seen
        # What came since is counted for who was here before, so some came in both.
        few, many = (queries_after(n, make_rows, get) for n in (2, 48))
        extra = [sql[:300] for sql in many if sql not in few]
        assert len(many) == len(few), "\n".join([f"{len(few)} became {len(many)}:", *extra])

    return check
