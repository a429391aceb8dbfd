"""What a viewer may not see is never found and never counted, at once."""

from collections.abc import Callable

import pytest

from accounts.models import User
from forum.articles.actions.state import set_state as set_article
from forum.articles.models import Article, ArticleState
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from tests.cast import make_article, make_comment, rewrite
from tests.search.asking import VISITOR, counted, found

OWLS = "Owls hunt at night."


@pytest.fixture
def comment(member: User, article: Article) -> Comment:
    comment = make_comment(member, article, source=OWLS)
    assert found("owls") == [comment]
    return comment


@pytest.fixture
def finders(
    author: User, member: User, reader2: User, moderator: User, administrator: User
) -> Callable[[str], set[str]]:
    """Who finds something with these words. For each, that they are told so many."""
    people = {
        "visitor": VISITOR,
        **{"its author": member, "essay's author": author, "reader": reader2},
        **{"moderator": moderator, "administrator": administrator},
    }

    def of(typed: str) -> set[str]:
        hits = {name: found(typed, person) for name, person in people.items()}
        for name, person in people.items():
            assert sum(counted(typed, person)) == len(hits[name])
        return {name for name, its in hits.items() if its}

    return of


OFFICE = {"moderator", "administrator"}
ALL = {*OFFICE, "visitor", "its author", "essay's author", "reader"}


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (CommentState.VISIBLE, ALL),
        (CommentState.HELD, {*OFFICE, "its author"}),
        (CommentState.HIDDEN, {*OFFICE, "its author"}),
        (CommentState.REMOVED, OFFICE),
        (CommentState.DELETED, set()),
    ],
)
def test_who_finds_a_comment_in_each_state(
    comment: Comment, finders: Callable[[str], set[str]], state: str, who: set[str]
) -> None:
    set_state(comment, state)
    assert finders("owls") == who


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (ArticleState.PUBLISHED, ALL),
        (ArticleState.WITHDRAWN, {*OFFICE, "essay's author"}),
        (ArticleState.HIDDEN, {*OFFICE, "essay's author"}),
    ],
)
def test_who_finds_an_essay_and_its_debate_in_each_state(
    author: User, reader2: User, finders: Callable[[str], set[str]], state: str, who: set[str]
) -> None:
    essay = make_article(author, source="Newts swim.")
    make_comment(reader2, essay, source=OWLS)
    set_article(essay, state)
    assert finders("newts") == who
    assert finders("owls") == who


def test_nobody_finds_a_draft(author: User, finders: Callable[[str], set[str]]) -> None:
    make_article(author, published=False, source="Newts swim.")
    assert finders("newts") == set()


def test_what_is_hidden_is_gone_before_the_index_has_followed(
    comment: Comment, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found("owls") == [comment]
    monkeypatch.setattr("forum.search.actions.follow", lambda: False)  # the worker is slow
    set_state(comment, CommentState.HIDDEN)
    assert found("owls") == []
    assert counted("owls") == (0, 0)
    set_state(comment, CommentState.VISIBLE)
    assert found("owls") == [comment]
    set_article(article, ArticleState.WITHDRAWN)
    assert found("owls") == []


@pytest.mark.parametrize("near", [0, 3_072])  # SQLite is asked in another way in long stretches
def test_hidden_words_do_not_crowd_out_those_that_are_to_be_found(
    comment: Comment, article: Article, reader2: User, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    monkeypatch.setattr("forum.search.engine.sqlite.NEAR", near)
    monkeypatch.setattr("forum.search.find.WINDOW", 3)
    for _ in range(4):
        set_state(make_comment(reader2, article, source=OWLS), CommentState.REMOVED)
    assert found("owls") == [comment]
    assert counted("owls") == (0, 1)


def test_a_hidden_essay_s_debate_does_not_crowd_out_others_either(
    comment: Comment, author: User, reader2: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.search.find.WINDOW", 3)
    hidden = make_article(author)
    for _ in range(4):
        make_comment(reader2, hidden, source=OWLS)
    set_article(hidden, ArticleState.HIDDEN)
    assert found("owls") == [comment]


def test_an_edit_is_followed(comment: Comment, member: User) -> None:
    edit_comment(member, comment, "for", "Bats do.")
    assert found("owls") == []
    assert found("bats") == [comment]


def test_a_new_version_of_an_essay_is_followed(article: Article) -> None:
    rewrite(article, lambda source: f"{source}\n\nNewts swim.")
    assert found("newts") == [article]
    rewrite(article, lambda source: source.replace("Newts", "Frogs"))
    assert found("newts") == []
    assert found("frogs") == [article]


def test_what_is_deleted_is_found_by_nobody(
    comment: Comment, member: User, finders: Callable[[str], set[str]]
) -> None:
    delete_comment(member, comment)
    assert finders("owls") == set()


def test_rows_that_are_gone_are_not_found(comment: Comment, article: Article) -> None:
    Comment.objects.filter(pk=comment.pk).delete()
    assert found("owls") == []
    article.delete()
    assert found("fine") == []
