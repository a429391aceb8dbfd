"""The map: the same for all readers, kept for a minute, and at once without what is hidden."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.state import set_state
from forum.comments.map import fetching, keeping
from forum.comments.map.fetching import debate_of
from forum.comments.map.keeping import FRESH, draw, map_of
from forum.comments.models import Comment
from tests import cast, guard
from tests.conftest import Get


def shown(article: Article) -> str:
    """The page as a visitor gets it."""
    return Client().get(reverse("comments:map", args=[article.slug])).content.decode()


def link(comment: Comment) -> str:
    return f'href="{comment.get_absolute_url()}"'


def age(article: Article, span: timedelta) -> None:
    """Make the kept map older, and with it the page that was made of it."""
    guard.forget()
    article.refresh_from_db()
    kept = map_of(article)
    cache.set(keeping.key_of(article), replace(kept, made_at=kept.made_at - span))


def test_every_comment_is_a_link_with_its_author_side_and_first_words(
    article: Article, member: User, author: User
) -> None:
    root = cast.make_comment(member, article, "against", source="A fine is a **price** & fair.")
    reply = cast.make_comment(author, article, "for", root)
    page = shown(article)
    assert page.count(link(root)) == 3  # on both sheets, and in the list
    assert page.count(link(reply)) == 2
    assert "<title>Gregor Maas, Against, 1 reply: A fine is a price &amp; fair.</title>" in page
    assert "<title>Ines Okafor, For: We dropped fines in May" in page


def test_an_essay_without_a_debate_invites_one(article: Article) -> None:
    page = shown(article)
    assert "No one has argued yet" in page
    assert "map-wide" not in page


@pytest.mark.parametrize(
    ("side", "missing"), [("for", "against this"), ("against", "for this"), ("neutral", "for this")]
)
def test_one_comment_is_drawn_and_the_other_side_asked_for(
    article: Article, member: User, side: str, missing: str
) -> None:
    comment = cast.make_comment(member, article, side)
    page = shown(article)
    assert page.count(link(comment)) == 3
    assert f"No one has argued {missing} yet." in page


def test_a_name_or_words_are_never_markup(article: Article) -> None:
    bold = cast.make_user("bold", "B & <b>old</b>")
    cast.make_comment(bold, article, "for", source="Is 1 < 2 & 3 > 2?")
    page = shown(article)
    assert "<b>old" not in page
    assert "Is 1 &lt; 2 &amp; 3 &gt; 2?" in page


def test_what_is_not_there_for_a_reader_has_no_map(author: User, member: User) -> None:
    draft = cast.make_article(author, published=False)
    url = reverse("comments:map", args=[draft.slug])
    assert cast.client_of(member).get(url).status_code == 404
    assert cast.client_of(author).get(url).status_code == 200


def test_it_costs_the_same_for_every_debate(
    article: Article, member: User, same_queries: Callable[[Callable[[int], object], Get], None]
) -> None:
    def grow(n: int) -> None:
        root = cast.make_comment(member, article, "against")
        for _ in range(n - 1):
            cast.make_comment(member, article, "for", root)

    def fresh() -> object:
        cache.clear()
        return Client().get(reverse("comments:map", args=[article.slug]))

    same_queries(grow, fresh)


def test_a_map_is_kept_and_drawn_anew_after_a_minute(article: Article, member: User) -> None:
    cast.make_comment(member, article)
    first = map_of(article)
    late = cast.make_comment(member, article)
    age(article, FRESH - timedelta(seconds=5))
    assert link(late) not in shown(article)
    age(article, FRESH)
    assert link(late) in shown(article)
    assert map_of(article).made_at > first.made_at


def test_what_is_hidden_is_gone_at_once(article: Article, member: User) -> None:
    comment, other = (cast.make_comment(member, article) for _ in range(2))
    set_state(other, "hidden")
    assert link(comment) in shown(article)
    # As many comments are to be seen afterwards as before: a key made of counts would not change.
    set_state(comment, "removed")
    set_state(other, "visible")
    page = shown(article)
    assert link(comment) not in page
    assert link(other) in page


def test_what_its_author_deletes_is_gone_at_once_and_its_place_stays(
    article: Article, member: User, author: User
) -> None:
    root = cast.make_comment(member, article, "for", source="Words to take back.")
    reply = cast.make_comment(author, article, "against", root)
    assert "Words to take back" in shown(article)
    delete_comment(member, root)
    page = shown(article)
    assert "Words to take back" not in page
    assert "Gregor Maas" not in page
    assert 'class="gone' in page
    assert page.count(link(reply)) == 2


def test_even_its_author_sees_no_hidden_comment_on_it(article: Article, member: User) -> None:
    cast.make_comment(member, article)
    hidden = cast.make_comment(member, article)
    set_state(hidden, "hidden")
    page = cast.client_of(member).get(reverse("comments:map", args=[article.slug]))
    assert link(hidden) not in page.content.decode()


def test_a_mark_is_filled_from_five_readers_of_the_other_side_on(
    article: Article, member: User
) -> None:
    comment = cast.make_comment(member, article, "for")
    *first, fifth = cast.make_members(5)
    for reader in first:
        cast.rate(reader, comment, True, "against")
    assert 'class="for empty"' in draw(article).wide
    cast.rate(fifth, comment, True, "against")
    drawn = draw(article).wide
    assert 'class="for empty"' not in drawn
    assert re.search(r"<title>Gregor Maas, For, score 0\.\d\d", drawn)


def test_of_a_large_debate_the_most_discussed_threads_are_drawn_and_it_is_said(
    article: Article, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("WHOLE", 5), ("ROOTS", 1), ("REPLIES", 2)):
        monkeypatch.setattr(fetching, name, value)
    root, small = (cast.make_comment(member, article, "for") for _ in range(2))
    for _ in range(4):
        cast.make_comment(member, article, "against", root)
    article.refresh_from_db()
    assert len(debate_of(article).rows) == 3
    page = shown(article)
    assert "too large to be drawn whole" in page
    assert "and 1 thread more" in page
    assert ">+2<" in page
    assert link(small) not in page
