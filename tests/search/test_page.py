"""The page of a search: what stands in a row of it, its tabs and pages, and whatever is typed."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Mute, User
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import CommentState
from forum.search import actions, installing
from forum.search.find import search
from forum.search.passages import LENGTH, passage
from forum.search.query import TYPED_MAX, parse
from tests.cast import client_of, make_article, make_comment
from tests.search.asking import VISITOR, marked, page

FILLER = "A long paragraph about other birds, and about what they eat in winter. " * 20


def test_a_row_of_an_essay_leads_to_it_and_marks_what_was_asked(
    client: Client, author: User
) -> None:
    essay = make_article(
        author, title="The owl", thesis="An owl is no pet.", source=f"{FILLER}\n\nOwls. {FILLER}"
    )
    html = page(client, "owls")
    assert f'href="{essay.get_absolute_url()}"' in html
    assert marked(html) == ["owl", "owl", "Owls"]
    assert str(author) in html


def test_a_row_of_an_argument_leads_to_it_in_its_debate(
    client: Client, article: Article, member: User
) -> None:
    comment = make_comment(member, article, "against", source=f"{FILLER} The owls hunt.")
    html = page(client, "hunting")
    assert f'href="/comments/{comment.pk}/"' in html
    assert f"{member} on ‘{article.title}’" in html
    assert 'class="pos against"' in html
    assert marked(html) == ["hunt"]


def test_no_words_are_html(client: Client, author: User, article: Article, member: User) -> None:
    make_comment(member, article, source="Owls `<script>alert(1)</script>` &amp; <b>bats</b>")
    make_article(
        author, title="<i>Owls</i>", thesis="Owls <u>fly</u>.", source="`<img src=x>` owls"
    )
    html = page(client, "owls <script>")
    assert "<script" not in html
    assert "<img" not in page(client, "owls")
    assert "&lt;i&gt;<mark>Owls</mark>&lt;/i&gt;" in page(client, "owls in:essays")


def test_a_phrase_is_marked_where_it_stands_and_its_words_nowhere_else() -> None:
    pieces = passage("An owl in a barn is no barn owl, says the owl.", [("barn", "owl")])
    assert [piece.text for piece in pieces if piece.is_found] == ["barn owl"]


def test_a_passage_shows_where_most_of_it_stands_together() -> None:
    text = f"Owls. {FILLER} Bats are not owls. {FILLER}"
    pieces = passage(text, [("owl",), ("bat",)])
    whole = "".join(piece.text for piece in pieces)
    assert [piece.text for piece in pieces if piece.is_found] == ["Bats", "owls"]
    assert whole.startswith("…")
    assert whole.endswith("…")
    assert len(whole) <= LENGTH + 2


def test_a_passage_of_one_endless_word_is_no_longer_than_others() -> None:
    whole = "".join(piece.text for piece in passage("owl " + "x" * 5_000, [("owl",)]))
    assert len(whole) <= LENGTH + 2


def test_the_tabs_say_how_many_there_are_of_each(
    client: Client, author: User, article: Article, member: User
) -> None:
    make_article(author, source="Owls.")
    for _ in range(3):
        make_comment(member, article, source="Owls.")
    html = " ".join(page(client, "owls").split())
    assert 'Essays <span class="num quiet">1</span>' in html
    assert 'Arguments <span class="num quiet">3</span>' in html
    assert page(client, "owls", **{"in": "essays"}).count("<article") == 1
    assert page(client, "owls", **{"in": "arguments"}).count("<article") == 3
    assert page(client, "owls").count("<article") == 4


def test_pages_lead_on_through_all_that_was_looked_at_and_then_further_back(
    client: Client, article: Article, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.search.find.WINDOW", 6)
    monkeypatch.setattr("forum.search.views.PAGE_SIZE", 4)
    keys = [make_comment(member, article, source=f"Owl {n}.").pk for n in range(10)]
    seen: list[str] = []
    html = page(client, "owl", **{"in": "arguments"})
    assert "6+" in html
    assert "these are the newest that match" in html
    while 'rel="next"' in html:
        seen.append(html)
        address = html.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        html = client.get(f"/search/{address}").text
    seen.append(html)
    found = [pk for pk in keys if sum(f'"/comments/{pk}/"' in html for html in seen) == 1]
    assert found == keys


def test_the_newest_stand_first_when_asked_for(
    client: Client, article: Article, member: User
) -> None:
    best = make_comment(member, article, source="Owl owl owl owl.")
    newest = make_comment(member, article, source="An owl, at the end of a longer sentence.")
    by_rank, by_time = page(client, "owl"), page(client, "owl", order="newest")
    places = [
        [html.index(f"/comments/{c.pk}/") for c in (best, newest)] for html in (by_rank, by_time)
    ]
    assert places[0] == sorted(places[0])
    assert places[1] == sorted(places[1], reverse=True)


def test_the_fields_are_the_same_as_the_words(
    client: Client, author: User, article: Article, member: User, reader2: User
) -> None:
    make_comment(member, article, "against", source="Owls.")
    make_comment(reader2, article, "for", source="Owls.")
    for query in ({"author": "@Gregor"}, {"position": "against"}):
        html = page(client, "owls", **query)
        assert html.count("<article") == 1
        assert str(member) in html
    assert page(client, "", author="gregor", since="2020-01-01").count("<article") == 1
    assert page(client, "owls", until="2020-01-01").count("<article") == 0


def test_who_is_muted_is_folded_as_in_the_debate(
    article: Article, member: User, reader2: User
) -> None:
    make_comment(member, article, source="Owls hunt.")
    Mute.objects.create(member=reader2, muted=member)
    assert f"You mute {member}: show this" in page(client_of(reader2), "owls")


def test_a_moderator_sees_in_which_state_it_is(
    article: Article, member: User, moderator: User
) -> None:
    set_state(make_comment(member, article, source="Owls hunt."), CommentState.HELD)
    assert "Waits for a moderator" in page(client_of(moderator), "owls")
    assert "Waits for a moderator" in page(client_of(member), "owls")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Search the titles"),
        ("-owls", "must not be there"),
        ('-"a b" -c', "must not be there"),
        ("%", "no word in that"),
        ('"', "no word in that"),
        ("🦉 * -- \x00 '", "no word in that"),
        ("author:nobody owls", "Nobody here has the username ‘nobody’"),
        ("tag:nothing owls", "No essay bears the tag ‘nothing’"),
        ("zebra", "Nothing that you can see"),
        ("in:essays fines zebra", "Nothing that you can see"),
        ("since:2026-05-01 until:2026-04-01 x", "No day lies between"),
    ],
)
def test_what_finds_nothing_says_what_to_do(
    client: Client, article: Article, typed: str, said: str
) -> None:
    assert said in page(client, typed)


def test_a_search_of_10_000_characters_is_told_so_and_its_words_are_kept(
    client: Client, article: Article
) -> None:
    typed = "owls and bats " * 715
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 400
    assert f"At most {TYPED_MAX} characters" in response.text
    assert "these are 10009" in response.text
    assert typed.strip() in response.text


@pytest.mark.parametrize(
    "query",
    [
        {"since": "yesterday"},
        {"position": "sideways"},
        {"author": "a" * 200},
        {"until": "0000-00-00"},
    ],
)
def test_a_field_that_cannot_be_is_told_so(
    client: Client, article: Article, query: dict[str, str]
) -> None:
    response = client.get("/search/", {"q": "owls", **query})
    assert response.status_code == 400
    assert 'class="errorlist"' in response.text
    assert 'value="owls"' in response.text


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "x"},
        {"before": "0"},
        {"before": "9" * 18, "in": "arguments"},
        {"before": "x", "in": "essays"},
        {"in": "sideways"},
        {"order": "sideways"},
        {"author": "\x00"},
    ],
)
def test_an_address_that_nobody_made_is_answered(
    client: Client, article: Article, query: dict[str, str]
) -> None:
    page(client, "late", **query)


def test_search_engines_keep_no_page_of_it(client: Client, article: Article) -> None:
    response = client.get("/search/", {"q": "late"})
    assert '<meta name="robots" content="noindex">' in response.text
    assert "public" not in response.headers.get("Cache-Control", "")


def test_the_masthead_leads_to_it(client: Client, article: Article) -> None:
    for address in ("/", article.get_absolute_url()):
        html = client.get(address).text
        assert 'role="search" action="/search/"' in html
        assert 'href="/search/"' in html


def test_it_takes_as_many_queries_however_much_is_found(
    client: Client, article: Article, member: User, same_queries: Callable[..., None]
) -> None:
    def more(n: int) -> None:
        for _ in range(n):
            make_comment(member, article, source="Owls.")
            make_article(member, source="Owls.")
        actions.catch_up()

    same_queries(more, lambda: client.get("/search/", {"q": "owls"}))


SIGNS = (
    """ " - -" : author: tag: in: since:2026-02-30 * % _ \\ ' ( ) NEAR AND OR NOT ^ & | ! <-> """
)
LETTERS = "owl fine 😀 ﷺ ½ ⑴ İ ß {title} \x00 \u202e \ue000away \ud7ff"
ODD = st.sampled_from([*SIGNS.split(" "), *LETTERS.split(" "), " ", "  ", "\n"])


class WhateverIsTyped(TestCase):
    """A test case of hypothesis: each example in a transaction of its own."""

    @classmethod
    def setUpTestData(cls) -> None:
        installing.mend()

    @given(typed=st.one_of(st.text(max_size=TYPED_MAX), st.lists(ODD).map("".join)))
    def test_no_search_is_an_error(self, typed: str) -> None:
        query = parse(typed)
        if not query.is_empty:
            search(VISITOR, query)

    @given(typed=st.lists(ODD, max_size=40).map("".join))
    def test_no_address_is_an_error(self, typed: str) -> None:
        response = self.client.get("/search/", {"q": typed, "author": typed[:9], "tag": typed[:9]})
        assert response.status_code in (200, 400)
