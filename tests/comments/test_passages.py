"""Answering a claim or some words of an essay: what is kept, what is refused, what is shown."""

import uuid
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.lock import set_lock
from forum.articles.actions.revise import revise
from forum.articles.anchors import Quotation
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, Claim, Passage
from forum.comments.actions.post import Argument, post_comment
from forum.comments.models import Comment
from forum.refusals import Refused
from tests.cast import client_of, make_anchored, make_article, make_comment
from tests.comments.browsing import TEXT, page_of, post, shown

PREMISE = "Without fines, the books still come back."
WORDS = "Readers who owed money stopped coming"
SOURCE = (
    f"We counted for a year. [C3: {PREMISE}] That is all.\n\n{WORDS}, and so did their children."
)

TWICE = (
    "A fine is a price.\n\nNobody says it aloud: a fine is a price. Everybody pays it.\n\nA fine"
)


@pytest.fixture
def article(author: User) -> Article:
    return make_article(author, source=SOURCE)


def rewrite(article: Article, old: str, new: str) -> None:
    manuscript = Manuscript.of(Article.objects.get(pk=article.pk))
    assert old in manuscript.source
    revise(article.author, article, replace(manuscript, source=manuscript.source.replace(old, new)))


def test_an_argument_answers_a_claim(client: Client, article: Article, member: User) -> None:
    answer = post(client_of(member), article, claim="3")
    comment = Comment.objects.get()
    assert answer.status_code == 302
    assert comment.passage
    assert comment.passage.claim == Claim.objects.get()
    text = page_of(client, article)
    assert f'href="{article.get_absolute_url()}#claim-3">C3</a> {PREMISE}' in text


def test_an_argument_answers_words_and_the_essay_marks_them(
    client: Client, article: Article, member: User
) -> None:
    post(client_of(member), article, quote=f"  {WORDS}\n", prefix="", suffix=", and so did")
    passage = Passage.objects.get()
    assert (passage.quote, passage.claim) == (WORDS, None)
    text = page_of(client, article)
    assert f'#passage-{passage.pk}">‘{WORDS}’</a>' in text
    assert f'id="passage-{passage.pk}"' in text


def test_who_quotes_the_same_words_answers_the_same_passage(
    article: Article, member: User, reader2: User
) -> None:
    first, second = (make_anchored(who, article, Quotation(WORDS)) for who in (member, reader2))
    assert first.passage == second.passage
    assert Passage.objects.get().for_count == 2


def test_the_words_around_them_say_which_of_two_places_is_meant(author: User, member: User) -> None:
    article = make_article(author, source=TWICE)
    quotation = Quotation("ine is a price", "Nobody says it aloud: a f", ". Everybody pays it.")
    comment = post_comment(member, article, None, Argument("for", TEXT, quotation=quotation))
    assert comment.passage
    assert comment.passage.prefix.endswith("says it aloud: a f")


def test_a_reply_answers_what_its_thread_does(article: Article, member: User) -> None:
    root = make_anchored(member, article, Quotation(WORDS))
    quotation = Quotation(claim=3)
    reply = post_comment(member, article, root, Argument("for", TEXT, quotation=quotation))
    assert reply.passage == root.passage
    assert Passage.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence", "status"),
    [
        ({"claim": "9"}, "no claim C9", 400),
        ({"claim": "x"}, "no such claim", 400),
        ({"claim": "9" * 40}, "no claim", 400),
        ({"claim": "-3"}, "no claim", 400),
        ({"quote": "Nobody ever wrote this"}, "does not say what you quote", 400),
        ({"quote": "…"}, "Quote some words", 400),
        ({"quote": "word " * 300}, "at most 1000 characters", 400),
        ({"quote": f"{WORDS}\0"}, "Null characters", 400),
    ],
)
def test_what_cannot_be_answered_is_said_and_nothing_typed_is_lost(
    article: Article, member: User, fields: dict[str, str], sentence: str, status: int
) -> None:
    answer = post(client_of(member), article, **fields)
    text = answer.content.decode()
    assert answer.status_code == status
    assert sentence in text
    assert TEXT in text
    assert not Comment.objects.exists()
    assert not Passage.objects.exists()


def test_a_claim_taken_out_meanwhile_is_a_conflict(article: Article, member: User) -> None:
    rewrite(article, f"[C3: {PREMISE}]", "Forget what I said.")
    answer = post(client_of(member), article, claim="3")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "taken the claim C3 out" in text
    assert "Answer the whole essay instead" in text
    assert PREMISE in text
    assert TEXT in text
    assert not Comment.objects.exists()


def test_words_of_the_version_one_has_read_can_still_be_answered(
    article: Article, member: User
) -> None:
    rewrite(article, WORDS, "Some of them left")
    post(client_of(member), article, quote=WORDS)
    passage = Passage.objects.get()
    assert not passage.is_found
    assert "Made against an earlier version" in page_of(client_of(member), article)


def test_who_answers_the_whole_essay_instead_answers_no_passage(
    article: Article, member: User
) -> None:
    post(client_of(member), article, quote="Nobody ever wrote this", whole="1")
    assert Comment.objects.get().passage is None


def test_the_same_form_sent_twice_makes_one_comment_and_one_passage(
    article: Article, member: User
) -> None:
    browser, token = client_of(member), str(uuid.uuid4())
    first, second = (post(browser, article, quote=WORDS, token=token) for _ in range(2))
    assert first.url == second.url
    assert Comment.objects.count() == Passage.objects.count() == 1


def test_a_form_shown_again_keeps_what_is_answered(article: Article, member: User) -> None:
    browser = client_of(member)
    for again in ({"source": ""}, {"preview": "1"}):
        text = post(browser, article, quote=WORDS, suffix=", and so", **again).content.decode()
        assert f'name="quote" value="{WORDS}"' in text
        assert 'name="suffix" value=", and so"' in text
        assert f"‘{WORDS}’" in text
    text = post(browser, article, claim="3", source="").content.decode()
    assert 'name="claim" value="3"' in text
    assert PREMISE in text


def test_a_locked_debate_takes_no_answer_to_a_passage(article: Article, member: User) -> None:
    set_lock(article, True)
    with pytest.raises(Refused) as refusal:
        make_anchored(member, article, Quotation(WORDS))
    assert refusal.value.status == 409
    assert not Passage.objects.exists()


def test_the_address_of_a_claim_opens_the_form_for_it(article: Article, member: User) -> None:
    text = page_of(client_of(member), article, "?claim=3")
    assert 'name="claim" value="3"' in text
    assert "Answer the whole essay instead" in text
    empty = page_of(client_of(member), article)
    assert 'id="answering" hidden' in empty


def test_the_address_of_a_passage_opens_the_form_for_it(
    article: Article, member: User, reader2: User
) -> None:
    passage = make_anchored(reader2, article, Quotation(WORDS)).passage
    assert passage
    text = page_of(client_of(member), article, f"?passage={passage.pk}")
    assert f'name="quote" value="{WORDS}"' in text


def test_the_form_for_a_passage_that_was_reworded_has_its_words_of_now(
    article: Article, member: User, reader2: User
) -> None:
    passage = make_anchored(reader2, article, Quotation(WORDS)).passage
    assert passage
    now = "Readers who owed some money stopped coming"
    rewrite(article, WORDS, now)
    text = page_of(client_of(member), article, f"?passage={passage.pk}")
    assert f'name="quote" value="{now}"' in text
    assert post(client_of(member), article, quote=now).status_code == 302


def test_one_lands_among_the_answers_one_came_from(article: Article, member: User) -> None:
    browser = client_of(member)
    page = browser.get(f"{article.get_absolute_url()}?claim=3").content.decode()
    address = f"/articles/{article.slug}/arguments/?claim=3"
    assert f'action="{address}"' in page
    fields = {"position": "for", "source": TEXT, "token": str(uuid.uuid4())}
    answer = browser.post(address, fields | {"claim": "3"})
    comment = Comment.objects.get()
    assert answer.url == f"{article.get_absolute_url()}?claim=3#comment-{comment.pk}"
    again = {"position": "for", "source": "And all of it is new to me.", "token": str(uuid.uuid4())}
    whole = browser.post(address, again | {"whole": "1"})
    assert whole.url.startswith(f"{article.get_absolute_url()}#comment-")


def test_in_place_the_answer_brings_the_numbers_of_what_is_shown(
    article: Article, member: User, reader2: User
) -> None:
    for _ in range(3):
        make_comment(reader2, article, "for")
    browser = client_of(member)
    here = {"HX-Request": "true", "HX-Current-URL": f"http://x{article.get_absolute_url()}?claim=3"}
    fields = {"position": "for", "source": TEXT, "token": str(uuid.uuid4()), "claim": "3"}
    address = f"/articles/{article.slug}/arguments/"
    text = browser.post(address, fields, headers=here).content.decode()
    assert len(shown(text)) == 1
    assert ">1 argument</span>" in text
    assert 'name="claim" value="3"' in text  # the empty form proposes it again
    fields |= {"whole": "1", "source": "And all of it.", "token": str(uuid.uuid4())}
    elsewhere = browser.post(address, fields, headers=here)
    assert "#comment-" in elsewhere["HX-Redirect"]


def test_words_of_another_essay_are_not_of_this_one(
    author: User, article: Article, member: User
) -> None:
    """Two essays with the same words have a passage each, and neither shows the other's."""
    other = make_article(author, source=SOURCE)
    here, there = (make_anchored(member, essay, Quotation(WORDS)) for essay in (article, other))
    assert here.passage != there.passage
    assert here.passage
    rewrite(other, WORDS, "Some of them left")
    here.passage.refresh_from_db()
    assert here.passage.is_found
    assert shown(page_of(client_of(member), article, f"?passage={here.passage.pk}")) == [here.pk]
    assert Passage.objects.get(article=other).for_count == 1


def test_an_edited_essay_says_what_was_made_against_an_earlier_version(
    client: Client, article: Article, member: User
) -> None:
    root = make_anchored(member, article, Quotation(WORDS))
    rewrite(article, f"{WORDS}, and so did their children.", "We lost nobody.")
    text = page_of(client, article)
    assert "Made against an earlier version" in text
    assert WORDS in text
    assert f'href="/articles/{article.slug}/changes/?from=1"' in text
    assert client.get(f"/articles/{article.slug}/changes/?from=1").status_code == 200
    assert shown(page_of(client, article, f"?passage={root.passage_id}")) == [root.pk]


@pytest.mark.parametrize("place", ["permalink", "thread", "profile", "case"])
def test_every_page_with_the_root_says_what_it_answers(
    article: Article, member: User, moderator: User, place: str
) -> None:
    root = make_anchored(member, article, Quotation(WORDS))
    reply = make_comment(member, article, "against", root)
    addresses = {
        "permalink": f"/comments/{reply.pk}/",
        "thread": f"/comments/{root.pk}/thread/?after={reply.pk}",
        "profile": f"/members/{member.username}/arguments/",
        "case": f"/moderation/case/comment/{root.pk}/",
    }
    text = client_of(moderator).get(addresses[place]).content.decode()
    assert text.count(f"‘{WORDS}’") == 1
