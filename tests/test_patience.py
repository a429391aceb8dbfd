"""Who queues behind a lock that another waited for in vain is told at once."""

import itertools
import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from forum import shortage
from forum.articles.models import Article
from forum.patience import HARDLY, PatienceMiddleware
from forum.sqlite.base import LOOKS
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
LITE = connection.vendor == "sqlite"
AS_ALWAYS = 20_000  # milliseconds, as the tests' settings say


@pytest.fixture(autouse=True)
def _nobody_waited_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortage, "_waited_in_vain", -math.inf)


def wait_at_most(milliseconds: int) -> None:
    what = "PRAGMA busy_timeout={}" if LITE else "SET lock_timeout={}"
    with connection.cursor() as cursor:
        cursor.execute(what.format(milliseconds))


def patience() -> int:
    """For how many milliseconds the connection would wait now."""
    asked = "setting::int FROM pg_settings WHERE name = 'lock_timeout'"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout" if LITE else f"SELECT {asked}")
        return int(cursor.fetchone()[0])


@contextmanager
def locked(article: Article) -> Iterator[None]:
    """Another holds the essay's row, and on SQLite with it everything."""
    held, over = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            held.set()
            over.wait()
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert held.wait(30)
        try:
            yield
        finally:
            over.set()
            holding.result()


def in_a_request() -> int:
    """The patience within one."""
    found: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(patience())
        return HttpResponse()

    PatienceMiddleware(view)(RequestFactory().get("/"))
    return found[0]


def test_one_waits_for_a_lock_and_the_next_hardly(article: Article, member: User) -> None:
    browser = cast.client_of(member)
    browser.raise_request_exception = False
    form = {"position": "for", "source": "Nobody has missed them.", "token": str(uuid4())}
    assert in_a_request() == patience()
    with locked(article):
        wait_at_most(50)
        assert browser.post(f"{article.get_absolute_url()}arguments/", form).status_code == 503
    assert in_a_request() == HARDLY
    assert patience() == AS_ALWAYS


def test_a_writer_waits_as_long_as_before_for_whatever_follows() -> None:
    wait_at_most(1_234)
    with transaction.atomic():
        assert patience() == 1_234
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={AS_ALWAYS}" if LITE else "RESET lock_timeout")


def test_what_else_fails_makes_nobody_impatient(db: None) -> None:
    shortage.note(OSError(28, "No space left on device"))
    assert not shortage.is_lock_held()


@pytest.mark.skipif(not LITE, reason="PostgreSQL queues those who wait")
def test_who_has_waited_for_a_while_still_looks_soon_whether_the_lock_is_free(
    article: Article,
) -> None:
    """SQLite itself would look each tenth of a second, and beside one who takes the lock again as
    soon as it is free, in vain."""
    looks, enough = itertools.count(1), Event()

    def counting(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("BEGIN") and next(looks) > 2 * LOOKS:
            enough.set()
        return execute(sql, *rest)

    def wait_for_it() -> None:
        with connection.execute_wrapper(counting), transaction.atomic():
            pass
        connection.close()

    with ThreadPoolExecutor(1) as pool, locked(article):
        waiting = pool.submit(wait_for_it)
        looked_on = enough.wait(10)
    waiting.result()
    assert looked_on
