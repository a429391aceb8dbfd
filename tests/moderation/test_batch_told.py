"""What an act on many comments says to those who come after it: readers, and other moderators."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.batch import act_on_many
from forum.moderation.actions.record import Decision
from forum.moderation.models import Act, LogEntry, Rule
from forum.moderation.selection import Selection
from forum.moderation.subject import Seen, of
from forum.refusals import Refused
from tests.cast import make_comment

REASON = "The same advertisement, forty times."


def remove_all(member: User, moderator: User, rule: Rule) -> LogEntry:
    now = timezone.now() + timedelta(minutes=1)
    selection = Selection(now - timedelta(hours=1), now, member)
    return act_on_many(Act.REMOVE, selection, Decision(moderator, rule, REASON))


def test_readers_are_told_why_where_each_comment_was(
    article: Article, member: User, moderator: User, spam: Rule
) -> None:
    root = make_comment(member, article)
    make_comment(moderator, article, "against", root)
    entry = remove_all(member, moderator, spam)
    page = Client().get(article.get_absolute_url()).content.decode()
    assert "Removed by a moderator." in page
    assert f'href="{entry.get_absolute_url()}"' in page
    assert entry.reason in page


def test_a_single_act_on_an_older_view_is_told_of_the_act_on_many(
    comment: Comment, moderator: User, administrator: User, spam: Rule
) -> None:
    decide.hide(moderator, comment, spam, "An advertisement.")
    seen = Seen.now(of(comment))
    remove_all(comment.author, moderator, spam)
    with pytest.raises(Refused) as refused:
        decide.restore(administrator, comment, None, "It is fine.", seen)
    assert refused.value.status == 409
    assert REASON in refused.value.sentence
