"""What the reading page lays over the essay: tags of claims, marks on passages, notes."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from forum.articles.anchors import Quotation, passage_for
from forum.articles.annotate import DRAWN, annotated
from forum.articles.models import Article, Passage
from forum.text.plain import plain
from tests import cast
from tests.text.markup import Markup

SOURCE = """\
[C1: Fines raise too *little* & cost much.] The desk has a drawer [that sticks](/about/) a lot.

- [C2: A debt] is a poor [C3: first lesson] in sharing.
- The next reader is a better one.

[C4: Names work.]"""


@pytest.fixture
def essay(author: User) -> Article:
    return cast.make_article(author, source=SOURCE)


def answered(article: Article, quote: str, many: int = 1) -> Passage:
    """A passage that so many comments answer."""
    passage = passage_for(article, Quotation(quote))
    Passage.objects.filter(pk=passage.pk).update(for_count=many)
    return passage


def without_margin(html: str) -> str:
    """The essay without what was laid over it."""
    soup = BeautifulSoup(html, "html.parser")
    for added in soup.select(".tags-c, .aside, span[id^=passage-]"):
        added.decompose()
    for mark in soup.select("mark, mark > a"):
        mark.unwrap()
    return str(soup)


def test_claims_have_tags_at_the_beginning_of_their_blocks(essay: Article) -> None:
    essay.claims.filter(number=2).update(for_count=6, against_count=9)
    html = annotated(essay)
    assert Markup(html).faults == []
    assert html.startswith('<p><span class="tags-c"><a class="tag-c num" href="')
    assert f'href="{essay.get_absolute_url()}?claim=1#debate"' in html
    assert 'aria-label="Claim C1: nobody has answered it yet"' in html
    assert 'aria-label="Claim C2: 6 for, 9 against"' in html
    assert re.search(r'<li><span class="tags-c"><a [^>]*><b>C2.*?<b>C3', html, re.S)
    assert without_margin(html) == str(BeautifulSoup(essay.html, "html.parser"))


def test_an_answered_passage_is_marked_and_leads_to_its_answers(essay: Article) -> None:
    passage = answered(essay, "too little & cost", 3)
    html = annotated(essay)
    assert Markup(html).faults == []
    link = f'<a href="{essay.get_absolute_url()}?passage={passage.pk}#debate">'
    for piece in ("too ", "little", " &amp; cost"):
        assert f"<mark>{link}{piece}</a></mark>" in html
    assert f'<span id="passage-{passage.pk}"></span><mark>' in html
    assert "3 replies to this passage" in html
    assert without_margin(html) == str(BeautifulSoup(essay.html, "html.parser"))


def test_a_mark_within_a_link_of_the_essay_is_no_second_link(essay: Article) -> None:
    answered(essay, "drawer that sticks a")
    html = annotated(essay)
    assert '<a href="/about/"><mark>that sticks</mark></a>' in html
    assert Markup(html).faults == []


def test_marks_that_overlap_are_drawn_side_by_side(essay: Article) -> None:
    whole = answered(essay, "The next reader is a better one", 9)
    inner = answered(essay, "next reader", 1)
    across = answered(essay, "better one. Names", 1)
    html = annotated(essay)
    assert Markup(html).faults == []
    marks = re.findall(r"<mark><a [^>]*passage=(\d+)[^>]*>(.*?)</a></mark>", html)
    assert marks == [
        (str(whole.pk), "The "),
        (str(inner.pk), "next reader"),
        (str(whole.pk), " is a "),
        (str(across.pk), "better one."),
        (str(across.pk), "Names"),
    ]
    assert "9 replies to ‘The next reader is a better one’" in html
    assert without_margin(html) == str(BeautifulSoup(essay.html, "html.parser"))


def test_spaces_between_two_blocks_or_marks_are_no_link_by_themselves(author: User) -> None:
    essay = cast.make_article(author, source="They *stay* *away* for good.")
    answered(essay, "stay away")
    assert "<em><mark><a " in annotated(essay)
    assert "</em><mark> </mark><em>" in annotated(essay)


def test_passages_anywhere_leave_the_essay_whole(author: User) -> None:
    source = "## [C5: A *head*]\n\n|a b|c|\n|-|-|\n|d & e|[f](/g/) h|\n\n```\ni < j  k\n```\n\n"
    essay = cast.make_article(author, source=source + SOURCE + " l[^1] m\n\n[^1]: n *o* p")
    text = plain(essay.html)
    for start in range(0, len(text.text) - 9, 5):
        spans = [list(span) for span in text.spans(start, start + 4 + start % 30)]
        essay.passages.create(
            **{"quote": "q", "start": start, "revision": 1, "for_count": 1},
            **{"found_start": start, "found_end": start + 4, "spans": spans},
        )
    html = annotated(essay)
    assert html.count('class="answered"') > 30
    assert Markup(html).faults == []
    assert without_margin(html) == str(BeautifulSoup(essay.html, "html.parser"))


def test_two_quotations_of_one_place_are_one_mark(essay: Article) -> None:
    first = answered(essay, "next reader", 2)
    second = Passage.objects.get(pk=first.pk)
    second.pk = None
    second.save()
    html = annotated(essay)
    assert html.count("<mark>") == 1
    assert Markup(html).faults == []


def test_what_nobody_answers_or_the_essay_no_longer_says_is_not_marked(essay: Article) -> None:
    answered(essay, "next reader", 0)
    lost = answered(essay, "better one", 5)
    Passage.objects.filter(pk=lost.pk).update(found_start=None, found_end=None, spans=[])
    assert "<mark>" not in annotated(essay)


def test_who_answers_a_claim_is_told_at_its_tag_only(essay: Article) -> None:
    passage = passage_for(essay, Quotation(claim=4))
    Passage.objects.filter(pk=passage.pk).update(for_count=5)
    assert "<mark>" not in annotated(essay)


def test_only_the_most_answered_are_marked_and_the_one_that_is_looked_at(author: User) -> None:
    words = [f"word{number} is here" for number in range(DRAWN + 5)]
    essay = cast.make_article(author, source="\n\n".join(words))
    passages = [answered(essay, text, 2 + at) for at, text in enumerate(words)]
    assert annotated(essay).count("<mark>") == DRAWN
    assert f'id="passage-{passages[0].pk}"' not in annotated(essay)
    assert f'id="passage-{passages[0].pk}"' in annotated(essay, chosen=passages[0])


def test_a_note_on_a_claim_stands_behind_its_block(essay: Article) -> None:
    claim = essay.claims.get(number=2)
    html = annotated(essay, notes={claim.pk: "<div>Conceded</div>"})
    assert "</ul><div>Conceded</div>" in html


def test_an_essay_without_any_is_left_as_it_is(article: Article) -> None:
    assert annotated(article) == article.html


def test_the_reading_page_shows_it(essay: Article, client: Client) -> None:
    passage = answered(essay, "next reader", 2)
    page = client.get(essay.get_absolute_url()).content.decode()
    assert f'<span id="passage-{passage.pk}"></span><mark>' in page
    assert 'class="tag-c num"' in page


def test_the_page_takes_as_many_queries_for_many_claims_and_passages(
    author: User, client: Client, same_queries: Callable[..., None]
) -> None:
    source = "\n\n".join(f"[C{n}: claim{n} stands] and words{n} follow" for n in range(1, 60))
    essay = cast.make_article(author, source=source)
    essay.claims.all().delete()

    def more(many: int) -> None:
        done = Passage.objects.count()
        for number in range(done + 1, done + many + 1):
            essay.claims.create(number=number, text="c", tag_at=3, notes_at=3)
            answered(essay, f"and words{number} follow", number)

    same_queries(more, lambda: client.get(essay.get_absolute_url()))
