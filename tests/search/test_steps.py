"""What is common part by part, and yet in few texts or none, is looked for in steps: each costs the
same however much there is, the page says how far it went, and one can go on to the end.

Here every text is a sample, and four of them are common; so a step is some eight texts.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.search import actions, blocks
from tests.cast import client_of, make_article, make_comment
from tests.search.asking import VISITOR, found, led_to, page, steps

STEP = 4


@pytest.fixture(autouse=True)
def _short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.search.blocks.SAMPLED_OF", 1)
    monkeypatch.setattr("forum.search.engine.looking.SAMPLES", STEP)


def say(member: User, article: Article, *texts: str, times: int = 1) -> list[int]:
    return [make_comment(member, article, source=each).pk for _ in range(times) for each in texts]


# Typed, what many say, and what one says that fits.
COMMON = [
    ("owls bats", ("Owls hunt.", "Bats hunt."), "Owls and bats."),
    ('"owls hunt"', ("Hunt the owls.",), "The owls hunt."),
    ('"owls bats"', ("Owls hunt.", "Bats hunt."), "Owls, bats."),
    ('owls -"barn owls"', ("The barn owls hunt.",), "Owls."),
    ("owls -hunt", ("Owls hunt.",), "Owls."),
    ("hunt -bats -owls", ("Owls hunt.", "Bats hunt."), "They hunt."),
]


@pytest.mark.parametrize(("typed", "many", "one"), COMMON)
def test_what_one_text_says_in_common_words_is_found_by_going_on_and_only_once(
    client: Client, article: Article, member: User, typed: str, many: tuple[str, ...], one: str
) -> None:
    [oldest] = say(member, article, one)
    say(member, article, *many, times=24 // len(many))
    pages = steps(client, typed)
    assert len(pages) > 2
    for html in pages[:-1]:
        assert "Nothing back to" in html
        assert "Look further back" in html
    assert [pk for html in pages for pk in led_to(html)] == [oldest]
    assert "so far" not in pages[-1]


@pytest.mark.parametrize(("typed", "many", "one"), COMMON)
def test_a_step_goes_as_far_however_much_there_is(
    client: Client, article: Article, member: User, typed: str, many: tuple[str, ...], one: str
) -> None:
    went = []
    for _ in range(2):
        newest = say(member, article, *many, times=24 // len(many))[-1]
        html = page(client, typed)
        went.append(newest - int(html.partition("before=")[2].partition('"')[0]))
    assert went[0] == went[1] <= 4 * STEP


def test_a_rare_word_is_found_at_once_wherever_it_is(
    client: Client, article: Article, member: User
) -> None:
    [oldest] = say(member, article, "Owls hunt newts.")
    say(member, article, "Owls hunt.", times=24)
    for typed in ("newts", "owls newts", '"hunt newts"', "owls hunt newts -bats"):
        assert steps(client, typed) == [page(client, typed)]
        assert led_to(page(client, typed)) == [oldest]


def test_a_rare_filter_is_found_at_once_wherever_it_is(
    client: Client, author: User, article: Article, member: User, reader2: User
) -> None:
    [oldest] = say(reader2, make_article(author, tags=("Birds",)), "Owls hunt.")
    say(member, article, "Owls hunt.", times=24)
    for typed in (f"owls author:{reader2.username}", "owls tag:birds", "author:mei hunt"):
        assert led_to(page(client, typed)) == [oldest]
        assert "Look further back" not in page(client, typed)


def test_filters_that_are_common_and_never_together_are_looked_for_in_steps(
    client: Client, author: User, member: User
) -> None:
    birds, other = make_article(author, tags=("Birds",)), make_article(author, tags=("Bats",))
    oldest = make_comment(member, birds, "against", source="Owls.").pk
    for _ in range(12):
        make_comment(member, birds, "for", source="Owls.")
        make_comment(member, other, "against", source="Owls.")
    pages = steps(client, "owls tag:birds position:against")
    assert len(pages) > 2
    assert [pk for html in pages for pk in led_to(html)] == [oldest]


def test_what_was_common_long_ago_and_is_no_more_is_found_at_the_first_look(
    client: Client, article: Article, member: User
) -> None:
    old = say(member, article, "Owls hunt.", times=12)
    say(member, article, "Bats hunt.", times=24)
    assert led_to(page(client, "owls", order="newest")) == old[: -STEP - 1 : -1]
    assert sorted(pk for html in steps(client, "owls") for pk in led_to(html)) == old


def test_essays_are_looked_through_in_steps_too(client: Client, author: User) -> None:
    oldest = make_article(author, title="Owls and bats", source="Nothing.")
    for _ in range(12):
        make_article(author, title="Owls", source="Nothing.")
        make_article(author, title="Bats", source="Nothing.")
    pages = steps(client, "owls bats", **{"in": "essays"})
    assert len(pages) > 2
    assert [oldest.get_absolute_url() in html for html in pages] == [False] * len(pages[:-1]) + [
        True
    ]


def test_what_is_found_stands_above_the_word_how_far_it_was_looked_for(
    client: Client, article: Article, member: User
) -> None:
    say(member, article, "Owls and bats.")
    say(member, article, "Owls hunt.", "Bats hunt.", times=12)
    [newest] = say(member, article, "Bats and owls.")
    Comment.objects.update(created_at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    html = " ".join(page(client, "owls bats").split())
    assert led_to(html) == [newest]
    assert "Searched back to 5 March 2026 so far" in html
    assert 'Arguments <span class="num quiet">1+</span>' in html
    assert "Look further back in the arguments" in html


def test_the_day_it_was_looked_back_to_is_of_nothing_that_one_may_not_see(
    client: Client, article: Article, member: User
) -> None:
    for pk in say(member, article, "Owls hunt.", "Bats hunt.", times=12):
        set_state(Comment.objects.get(pk=pk), CommentState.HELD)
    Comment.objects.update(created_at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    assert "Nothing back to 5 March 2026 says" in page(client_of(member), "owls bats")
    assert f"Nothing back to {timezone.now():%-d %B %Y} says" in page(client, "owls bats")


ASKED = [
    *("owls", "owls bats", '"owls hunt"', "hunt -bats", 'owls -"owls hunt"', "owls -hunt -bats"),
    *("owls author:gregor", "owls tag:birds", "tag:birds position:against", "owls -barn in:essays"),
    *("owls since:2020-01-01", "author:mei since:2020-01-01 hunt", "owls position:for tag:birds"),
]


def test_a_long_stretch_is_asked_in_another_way_than_a_short_one_and_gives_the_same(
    author: User, member: User, reader2: User, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    birds = make_article(author, title="Owls", source="Bats.", tags=("Birds",))
    make_article(author, title="Owls of the barn", source="They hunt.")
    for who, position in ((member, "for"), (reader2, "against")):
        texts = ("Owls hunt.", "Owls and bats hunt.", "Hunt the owls.", "Owls.", "Bats hunt.")
        made = [make_comment(who, birds, position, source=text) for text in texts]
        set_state(made[0], CommentState.HELD)
    viewers = (VISITOR, member, moderator)
    monkeypatch.setattr("forum.search.engine.looking.SAMPLES", 1_000)
    near = [found(typed, viewer) for typed in ASKED for viewer in viewers]
    monkeypatch.setattr("forum.search.engine.sqlite.NEAR", 0)
    monkeypatch.setattr("forum.search.engine.postgresql.PART", 1)
    far = [found(typed, viewer) for typed in ASKED for viewer in viewers]
    assert far == near
    assert all(near[len(viewers) - 1 :: len(viewers)])  # a moderator finds something each time


def test_it_takes_as_many_queries_however_many_say_each_word(
    client: Client, article: Article, member: User, same_queries: Callable[..., None]
) -> None:
    say(member, article, "Owls hunt.", "Bats hunt.", times=12)

    def more(n: int) -> None:
        say(member, article, "Owls hunt.", "Bats hunt.", times=4 * n)
        actions.catch_up()

    actions.catch_up()
    same_queries(more, lambda: client.get("/search/", {"q": '"owls hunt bats"'}))


SPANS = st.tuples(st.integers(1, 2**22), st.integers(0, 2**22)).map(
    lambda pair: blocks.Span(False, pair[0], pair[0] + pair[1])
)


@given(span=SPANS, share=st.floats(0, 1), most=st.integers(2, 16))
def test_everything_in_a_stretch_has_a_mark_that_covers_it(
    span: blocks.Span, share: float, most: int
) -> None:
    assert len(blocks.covering(span, most)) <= most
    inside = span.first + round((span.last - span.first) * share)
    assert set(blocks.of(inside, is_essay=False)) & set(blocks.covering(span, most))
    assert not set(blocks.of(inside, is_essay=True)) & set(blocks.covering(span, most))


@given(span=SPANS, size=st.integers(1, 5_000))
def test_the_parts_of_a_stretch_are_all_of_it_and_few(span: blocks.Span, size: int) -> None:
    parts = list(span.parts(size))
    assert parts[0].last == span.last
    assert parts[-1].first == span.first
    assert all(newer.first == older.last + 1 for newer, older in pairwise(parts))
    assert len(parts) <= 9


def test_samples_come_at_even_distances_and_nowhere_thick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for step in (1, 2, 20, 100, 200):
        of = [n for n in range(7, 7 + step * 64 * 40, step) if blocks.is_sample(n)]
        assert 30 <= len(of) <= 50
