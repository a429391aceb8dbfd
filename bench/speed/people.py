"""Members of the site that is measured, by number, and what some of them do by the site's acts."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from bench.speed import workload

if TYPE_CHECKING:
    from forum.articles.models import Article

ESSAYIST, MODERATOR = 1, 2
AUTHOR, WRITER, READER = 10, 1_000, 10_000  # the ids from which each kind counts
FLAGS = 100
ACTS = 5


def author(number: int) -> int:
    return AUTHOR + number


def writer(number: int) -> int:
    return WRITER + number % workload.WRITERS


def reader(number: int) -> int:
    return READER + number


def add() -> None:
    """All of them joined two years ago; none has a password: they are logged in by a session."""
    from django.utils import timezone

    from accounts import names
    from accounts.models import User
    from accounts.roles import Role
    from bench.speed import bulk

    joined = bulk.moment(timezone.now() - timedelta(days=800))
    wanted = [(ESSAYIST, "essayist", Role.MEMBER), (MODERATOR, "wilma", Role.MODERATOR)]
    kinds = (
        ("author", author, workload.AUTHORS),
        ("writer", writer, workload.WRITERS),
        ("reader", reader, workload.READERS),
    )
    wanted += [(of(n), f"{kind}{n}", Role.MEMBER) for kind, of, k in kinds for n in range(k)]
    rows = ((pk, who, names.key(who), role.value, "!", joined) for pk, who, role in wanted)
    with bulk.loading(User):
        columns = ("id", "username", "username_key", "role", "password", "joined")
        bulk.write(User, columns, rows)


def decision() -> Any:
    from accounts.models import User
    from forum.moderation.actions.record import Decision
    from forum.moderation.models import Rule

    moderator = User.objects.get(pk=MODERATOR)
    return Decision(moderator, Rule.objects.get(slug="spam"), "An advertisement.")


def moderate(article: "Article") -> None:
    """Some comments of its debate are hidden, some removed."""
    from forum.comments.models import Comment
    from forum.moderation.actions.decide import act
    from forum.moderation.models import Act

    visible = Comment.objects.visible().filter(article=article, depth__gt=1)
    for n, comment in enumerate(visible.order_by("pk")[10 : 10 + 2 * ACTS]):
        act(Act.HIDE if n % 2 else Act.REMOVE, comment, decision())


def flag(articles: "Iterable[Article]") -> None:
    """One reader flags one comment in each of some debates."""
    from accounts.models import User
    from forum.comments.models import Comment
    from forum.moderation.actions import flag as flags
    from forum.moderation.models import Rule

    rule = Rule.objects.get(slug="spam")
    for n, article in enumerate(islice(articles, FLAGS)):
        flagged = Comment.objects.visible().filter(article=article).first()
        if flagged:
            flags.flag(User.objects.get(pk=reader(n)), flagged, article, rule)


def told(pk: int) -> int:
    """This member, now with at least twelve unread notices: every page counts them."""
    from forum.comments.models import Comment
    from forum.notifications.models import Kind, Notification

    missing = 12 - Notification.objects.unread().filter(recipient=pk).count()
    others = Comment.objects.visible().exclude(author=pk).order_by("-pk")[: max(missing, 0)]
    Notification.objects.bulk_create(
        Notification(
            recipient_id=pk,
            kind=Kind.REPLY,
            actor_id=comment.author_id,
            article_id=comment.article_id,
            comment=comment,
        )
        for comment in others
    )
    return pk
