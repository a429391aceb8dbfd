"""What is found with which words: the same on every database."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from tests.cast import make_article, make_comment, make_user
from tests.search.asking import counted, found

OWLS = "Owls hunt at night, and the barn is theirs."


@pytest.mark.parametrize("typed", ["badgers", "thistledown", "hedgerow", "subtitled"])
def test_an_essay_is_found_by_its_title_thesis_text_and_subtitle(author: User, typed: str) -> None:
    words = {"title": "On badgers", "thesis": "Thistledown is no weed.", "subtitle": "Subtitled"}
    essay = make_article(author, source="A hedgerow is not a fence.", **words)
    make_article(author)
    assert found(typed) == [essay]


def test_a_comment_is_found_by_its_words(article: Article, member: User) -> None:
    owls = make_comment(member, article, source=OWLS)
    make_comment(member, article, source="Bats do, too.")
    assert found("owls barn") == [owls]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Two libraries closed.", "library"),
        ("She was arguing.", "argues"),
        ("The CAFÉ is naïve.", "cafe naive"),
        ("cafe naive", "CAFÉ naïve"),
        ("Das Maß der Straße", "MASS strasse"),
        ("В библиотеке не было книг.", "библиотека"),
        ("Ещё не всё потеряно.", "еще"),
        ("图书馆不应该罚款。", "罚款"),
        ("ＦＵＬＬ width", "full"),
        ("Don't forget C3 or e-mail.", "don't e-mail c3"),
        ("Ελλάδα και Ἑλλάς", "ελλαδα"),
        ("It costs 12,50 € in 2026", "2026"),
        ("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd", "\u05e2\u05d5\u05dc\u05dd"),
        ("one **bold**ly [named](https://example.org/) thing", "boldly named"),
    ],
)
def test_a_word_is_found_in_its_forms_and_scripts(
    article: Article, member: User, text: str, typed: str
) -> None:
    comment = make_comment(member, article, source=text)
    make_comment(member, article, source="Nothing of that is here.")
    assert found(f"{typed} in:comments") == [comment]


def test_all_words_must_be_there(article: Article, member: User) -> None:
    both = make_comment(member, article, source="Owls and bats.")
    make_comment(member, article, source="Owls.")
    make_comment(member, article, source="Bats.")
    assert found("bats owls") == [both]


def test_a_phrase_stands_in_that_order(article: Article, member: User) -> None:
    first = make_comment(member, article, source="The barn owl sleeps.")
    make_comment(member, article, source="The owl barn, and a barn with an owl.")
    assert found('"barn owl"') == [first]
    assert found('"barn owl') == [first]  # the quotation does not close


def test_a_phrase_does_not_reach_from_the_title_into_the_thesis(author: User) -> None:
    make_article(author, title="On the barn", thesis="Owls own it.", source="Nothing.")
    assert not found('"barn owls"')
    assert len(found("barn owls")) == 1


def test_minus_leaves_out(article: Article, member: User) -> None:
    owls = make_comment(member, article, source="Owls hunt.")
    make_comment(member, article, source="Owls and bats hunt.")
    make_comment(member, article, source="The barn owl hunts. The owl barn stands.")
    assert found('hunt -bats -"barn owl"') == [owls]


def test_minus_with_a_phrase_keeps_what_has_its_words_apart(article: Article, member: User) -> None:
    apart = make_comment(member, article, source="The owl sits on the barn.")
    make_comment(member, article, source="The barn owl sits.")
    assert found('owl -"barn owl"') == [apart]


def test_filters_narrow(author: User, member: User, reader2: User) -> None:
    reading = make_article(author, tags=("Reading",), source="Owls.")
    other = make_article(reader2, tags=("Birds",), source="Owls.")
    against = make_comment(member, reading, "against", source="No owls.")
    make_comment(reader2, other, "for", source="Yes, owls.")
    assert set(found("owls tag:reading")) == {reading, against}
    assert found("owls author:gregor") == [against]
    assert found("author:@Gregor") == [against]
    assert found("owls position:against") == [against]
    assert found("owls in:essays author:ines") == [reading]
    assert found("owls in:comments tag:reading") == [against]
    assert set(found("owls author:mei in:essays")) == {other}
    assert counted("owls position:against") == (0, 1)


def test_the_days_of_since_and_until_are_found_too(article: Article, member: User) -> None:
    comments = {}
    for day in ("2024-02-29", "2025-12-31", "2026-01-01", "2026-03-15"):
        at = datetime.fromisoformat(f"{day}T23:59").replace(tzinfo=UTC)
        comments[day] = make_comment(member, article, source=f"Owls on {day}.")
        Comment.objects.filter(pk=comments[day].pk).update(created_at=at)

    def days(typed: str) -> list[str]:
        hits = set(found(f"owls in:comments {typed}"))
        return [day for day, comment in comments.items() if comment in hits]

    assert days("since:2026-01-01") == ["2026-01-01", "2026-03-15"]
    assert days("until:2025-12-31") == ["2024-02-29", "2025-12-31"]
    assert days("since:2024-02-29 until:2024-02-29") == ["2024-02-29"]
    assert days("since:2024-03-01 until:2026-03-14") == ["2025-12-31", "2026-01-01"]
    assert days("since:2026-03-16") == []
    assert days("since:2026-05-01 until:2026-04-01") == []


def test_who_is_not_there_has_written_nothing(article: Article) -> None:
    assert not found("author:nobody")
    assert not found("tag:nothing")


def test_the_title_counts_more_than_the_thesis_and_that_more_than_the_text(author: User) -> None:
    filler = "A long paragraph about other birds, and what they eat. " * 8
    text = make_article(author, source=f"{filler} One owl. {filler}")
    thesis = make_article(author, thesis="The owl is a bird of the day.", source=filler)
    title = make_article(author, title="The owl", source=filler)
    assert found("owl") == [title, thesis, text]


def test_what_says_it_more_stands_before_what_says_it_once(article: Article, member: User) -> None:
    often = make_comment(member, article, source="Owls, owls, owls: the owl is a bird.")
    once = make_comment(member, article, source="The owl is a bird of the night, as is known.")
    assert found("owl") == [often, once]


def test_what_a_comment_quotes_is_not_what_it_says(article: Article, member: User) -> None:
    make_comment(member, article, source="> Owls hunt.\n\nNot here.")
    quote_only = make_comment(member, article, source="> Owls hunt.")
    assert found("owls") == [quote_only]


def test_the_very_long_word_and_text_are_found(article: Article, member: User) -> None:
    long = make_comment(member, article, source=f"{'x' * 900} {'the end ' * 600} of all owls")
    assert found('"all owls"') == [long]
    assert found("x" * 900) == [long]


def test_a_name_that_is_no_name_of_ours_is_words(article: Article, member: User) -> None:
    comment = make_comment(member, article, source="See RFC: 8058 about position: unknown.")
    assert found("rfc:8058") == [comment]
    assert found("position:unknown") == [comment]
    assert found("since:yesterday") == []


def test_a_former_member_s_words_are_found(article: Article) -> None:
    gone = make_user("farid")
    comment = make_comment(gone, article, source=OWLS)
    gone.delete()
    assert found("owls") == [comment]
