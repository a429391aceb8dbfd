"""What of an essay is answered: claims and passages, made once and found again after edits."""

import pytest

from accounts.models import User
from forum.articles.actions.revise import revise
from forum.articles.anchors import Quotation, passage_for
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, Passage
from forum.refusals import Refused
from tests import cast

SOURCE = """\
The desk has a drawer that sticks. [C1: Fines raise too *little* to be worth collecting.]

What a town cannot afford is the person who does not come back for fear of the drawer.

[C2: A debt is a poor first lesson in sharing.] The fine is a debt, and the fine is remembered."""


@pytest.fixture
def essay(author: User) -> Article:
    return cast.make_article(author, source=SOURCE)


def revised(article: Article, old: str, new: str) -> Article:
    manuscript = Manuscript.of(Article.objects.get(pk=article.pk))
    assert old in manuscript.source
    words = {**manuscript.as_json(), "source": manuscript.source.replace(old, new)}
    return revise(article.author, article, Manuscript.from_json(words))


def shown(passage: Passage) -> list[str]:
    """The pieces of the page that show it now."""
    passage.refresh_from_db()
    return [passage.article.html[start:end] for start, end in passage.spans]


def test_an_essay_that_is_published_has_its_claims(essay: Article) -> None:
    one, two = essay.claims.all()
    assert one.text == "Fines raise too little to be worth collecting."
    assert (one.number, two.number, one.gone_in) == (1, 2, None)
    assert 0 < one.place < two.place < 1


def test_a_draft_has_none(author: User) -> None:
    assert not cast.make_article(author, source=SOURCE, published=False).claims.exists()


def test_a_claim_that_is_taken_out_is_gone_and_one_that_comes_back_is_the_same(
    essay: Article,
) -> None:
    first = essay.claims.get(number=1)
    revised(essay, "[C1: Fines raise too *little* to be worth collecting.]", "Fines are small.")
    first.refresh_from_db()
    assert first.gone_in == 2
    assert first.text == "Fines raise too little to be worth collecting."
    revised(essay, "Fines are small.", "[C1: Fines raise nothing.]")
    first.refresh_from_db()
    assert (first.gone_in, first.text) == (None, "Fines raise nothing.")


def test_quoted_words_are_a_passage_of_the_essay(essay: Article) -> None:
    passage = passage_for(essay, Quotation("too little  to\nbe worth"))
    assert passage.quote == "too little to be worth"
    assert passage.prefix.endswith("drawer that sticks. Fines raise ")
    assert passage.suffix.startswith(" collecting. What".replace(". W", ".\nW"))
    assert passage.revision == 1
    assert shown(passage) == ["too ", "little", " to be worth"]


def test_the_same_words_are_one_passage(essay: Article) -> None:
    assert passage_for(essay, Quotation("a drawer")) == passage_for(essay, Quotation("a drawer"))


def test_a_claim_is_answered_by_its_number(essay: Article) -> None:
    passage = passage_for(essay, Quotation(claim=1))
    assert passage.claim == essay.claims.get(number=1)
    assert passage.quote == "Fines raise too little to be worth collecting."
    assert passage_for(essay, Quotation(claim=1)) == passage


@pytest.mark.parametrize(
    ("quotation", "status", "sentence"),
    [
        (Quotation("words that never were in it"), 400, "does not say what you quote"),
        (Quotation(" … "), 400, "Quote some words"),
        (Quotation(""), 400, "Quote some words"),
        (Quotation("a" * 1_001), 400, "at most 1000 characters"),
        (Quotation("fine is"), 400, "more than once"),
        (Quotation(claim=7), 400, "no claim C7"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    essay: Article, quotation: Quotation, status: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        passage_for(essay, quotation)
    assert refusal.value.status == status
    assert not Passage.objects.exists()


def test_a_claim_that_is_gone_is_refused(essay: Article) -> None:
    essay = revised(essay, "[C1: Fines raise too *little* to be worth collecting.]", "No.")
    with pytest.raises(Refused, match="out of the essay meanwhile") as refusal:
        passage_for(essay, Quotation(claim=1))
    assert refusal.value.status == 409


def test_words_of_the_version_that_a_reader_had_before_them_can_still_be_answered(
    essay: Article,
) -> None:
    essay = revised(essay, "drawer that sticks", "box")
    passage = passage_for(essay, Quotation("a drawer that sticks"))
    assert (passage.quote, passage.revision) == ("a drawer that sticks", 1)


def test_a_claims_passage_follows_the_claim_while_it_says_much_the_same(essay: Article) -> None:
    passage = passage_for(essay, Quotation(claim=1))
    revised(essay, "Fines raise too *little*", "Surely, fines raise too *little*")
    assert shown(passage)[0] == "Surely, fines raise too "
    revised(essay, "Surely, fines raise too *little* to be worth collecting.", "Sharing is all.")
    assert shown(passage) == []
    assert passage.quote == "Fines raise too little to be worth collecting."


def test_a_passage_whose_words_are_gone_is_kept_as_it_was(essay: Article) -> None:
    passage = passage_for(essay, Quotation("a debt, and the fine is remembered"))
    revised(essay, "The fine is a debt, and the fine is remembered.", "")
    assert shown(passage) == []
    assert not passage.is_found
    assert passage.quote == "a debt, and the fine is remembered"


def test_publishing_again_changes_no_place(essay: Article) -> None:
    passage = passage_for(essay, Quotation("does not come back"))
    before = shown(passage)
    revised(essay, "The desk has", "The small desk has")
    assert shown(passage) == before == ["does not come back"]


def test_words_over_the_cells_of_a_table_are_one_passage(author: User) -> None:
    essay = cast.make_article(author, source="Said.\n\n| a | b |\n|---|---|\n| x | so much |\n")
    passage = passage_for(essay, Quotation(quote="a b x so much"))
    assert passage.quote.split() == ["a", "b", "x", "so", "much"]
