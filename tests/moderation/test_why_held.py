"""Why a comment waits is told to its author and to moderators, to each in their own language."""

import pytest

from accounts.models import User
from accounts.speaking import in_words_of
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.models import Hold, Phrase, Rule, Statement
from tests.cast import client_of
from tests.moderation.writing import say

pytestmark = pytest.mark.django_db

REASON = "It is no advertisement."
WAITS = {
    "See https://cheap.example/pills today.": {
        "en-gb": "A new member’s comments with links are read by a moderator first.",
        "de": "Kommentare neuer Mitglieder mit Links liest die Moderation zuerst.",
    },
    "Have you tried magic beans?": {
        "en-gb": "It says what is on the list that a moderator reads first here: ‘magic beans’",
        "de": "Es enthält, was auf der Liste dessen steht, was hier zuerst die Moderation liest: "
        "„magic beans“",
    },
}


def held(writer: User, article: Article, source: str, language: str, spam: Rule) -> Comment:
    """Written by who reads in this language."""
    Phrase.objects.create(kind="words", text="magic beans", verdict="hold", rule=spam)
    writer.language = language
    writer.save()
    with in_words_of(writer):
        return say(writer, article, source)


@pytest.mark.parametrize("source", WAITS)
@pytest.mark.parametrize(("own", "other"), [("de", "en-gb"), ("en-gb", "de")])
def test_each_who_reads_why_it_waits_reads_it_in_their_own_words(
    source: str, own: str, other: str, member: User, moderator: User, article: Article, spam: Rule
) -> None:
    comment = held(member, article, source, own, spam)
    User.objects.filter(pk=moderator.pk).update(language=other)
    case = f"/moderation/case/comment/{comment.pk}/"
    for reader, language, pages in (
        (member, own, ["/moderation/mine/"]),
        (moderator, other, ["/moderation/", case]),
    ):
        browser = client_of(reader)
        for page in (*pages, comment.get_absolute_url()):
            words = browser.get(page, follow=True).text
            told = {spoken for spoken, why in WAITS[source].items() if why in words}
            assert told == {language}, page
    decide.approve(moderator, comment, None, REASON)
    page = client_of(member).get(Statement.objects.get().get_absolute_url()).text
    assert WAITS[source][own] in page


def test_a_sentence_that_was_kept_in_its_author_s_words_goes_on_being_shown(
    member: User, comment: Comment, moderator: User, personal: Rule
) -> None:
    decide.hold(moderator, comment, personal, REASON)
    kept = "„Bohnen“ steht auf der Liste dessen, was hier zuerst die Moderation liest."
    Hold.objects.create(comment=comment, name="phrases", why=kept)
    assert kept in client_of(member).get("/moderation/mine/").text
