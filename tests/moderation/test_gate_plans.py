"""What PostgreSQL is asked for every argument it plans once, not for each: that took longer than to
answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from forum import sql
from forum.articles.models import Article
from forum.comments import tree
from forum.comments.models import Comment
from tests.cast import make_comment, make_members
from tests.moderation.writing import note_posted, say

MUCH, LITTLE, MANY = 4_000, 5, 20  # comments of one member, and of each of so many

pytestmark = [
    pytest.mark.usefixtures("site_figures"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps no plans"),
]


def write_before(authors: list[User], article: Article) -> None:
    """One comment of each, in their order, all of them a month ago."""
    first = Comment.objects.filter(article=article).count() + 1
    made = Comment.objects.bulk_create(
        Comment(
            article=article,
            author=author,
            number=number,
            path=tree.child_path("", number),
            depth=1,
            token=uuid4(),
            position="for",
            html="<p>So it is.</p>",
            created_at=timezone.now() - timedelta(days=30),
        )
        for number, author in enumerate(authors, first)
    )
    Article.objects.filter(pk=article.pk).update(last_number=first + len(made))
    note_posted(*made)


def test_a_reply_is_planned_once_though_some_write_much_and_most_write_little(
    member: User, article: Article
) -> None:
    few = make_members(MANY, joined=timezone.now() - timedelta(days=60))
    write_before([member] * MUCH + few * LITTLE, article)
    root = make_comment(member, article, "for")
    sql.run("ANALYZE", [])
    for n, writer in enumerate(few):
        say(writer, article, f"No, and here is reason {n}.", root)
    again = "SELECT statement FROM pg_prepared_statements WHERE generic_plans = 0"
    assert not sql.rows(f"{again} AND custom_plans > 7", [])
