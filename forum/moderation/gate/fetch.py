"""The facts about a comment, from the database: a bounded number of queries, however long the
debate. The caller's transaction holds the essay's lock; the member's is taken here, so that of two
comments which one member sends to two debates at once, only one comes first."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.rules import may_post
from forum.comments.models import Comment
from forum.moderation import rules
from forum.moderation.gate import phrases, words
from forum.moderation.gate.facts import Author, Facts, Text
from forum.moderation.models import Posting, PostingQuerySet, Restriction, RestrictionKind

DAY = timedelta(days=1)


def facts_about(comment: Comment, *, reconsidered: bool) -> Facts:
    """Of a comment, new or with its new words, that is not saved yet."""
    now = timezone.now()
    writer = _writer(comment)
    earlier = Posting.objects.exclude(comment=comment.pk) if comment.pk else Posting.objects.all()
    holding = _holding(writer, comment, now)
    author = _author(writer, comment, earlier, holding)
    text = text_of(comment.source, comment.html)
    said_before, said_by_new = _repeats(writer, text.mark, earlier, now)
    surge_here, surge_on_site = _surge(comment, earlier, now) if author.is_new else (0, 0)
    return Facts(
        now=now,
        text=text,
        author=author,
        is_reply=comment.parent_id is not None,
        is_edit=comment.pk is not None,
        may_not_answer=rules.may_answer(writer, comment.parent) if comment.parent else "",
        said_before=said_before,
        said_by_new=said_by_new,
        pause=holding.pause,
        is_premoderated=holding.debate,
        is_site_premoderated=holding.site,
        surge_here=surge_here,
        surge_on_site=surge_on_site,
        reconsidered=reconsidered,
    )


def pace_of(writer: User, *, is_reply: bool) -> Facts:
    """Only what the limits of pace ask, without a lock: one query where they did not write just
    now."""
    now = timezone.now()
    today = _today(Posting.objects.filter(author=writer), now)
    lately = now - timedelta(seconds=settings.MODERATION["new_pause_seconds"])
    is_moderator = roles.is_moderator(writer)
    wrote_lately = today["last_at"] is not None and today["last_at"] > lately
    author = Author(
        is_new=wrote_lately and not is_moderator and is_new(writer),
        is_moderator=is_moderator,
        first_day_ends=_first_day_ends(writer, now),
        **today,
    )
    return Facts(now, Text(mark=""), author, is_reply=is_reply)


def text_of(source: str, html: str, listed: phrases.Wordlist | None = None) -> Text:
    """What the words alone tell, with the site's lists or these."""
    return Text(
        mark=words.mark_of(source),
        length=len(words.letters(source)),
        links=words.links_in(source, html, urlsplit(settings.SITE_URL).netloc),
        capitals=words.capitals_in(html),
        found=(listed or phrases.current()).find(words.read_as(source, html)),
    )


def _writer(comment: Comment) -> User:
    """The member's row as it is now, locked until the transaction ends."""
    assert comment.author, "nobody posts without an account"
    return User.objects.select_for_update(no_key=True).get(pk=comment.author.pk)


class _Holding(NamedTuple):
    """What holds for this comment at present. `pause` in seconds."""

    pause: int
    member: bool
    debate: bool
    site: bool


def _holding(writer: User, comment: Comment, now: datetime) -> _Holding:
    concerned = Q(article=None, member=None) | Q(article=comment.article_id) | Q(member=writer)
    rows = list(Restriction.objects.active(now).filter(concerned))
    held = [row for row in rows if row.kind == RestrictionKind.PREMODERATE]
    return _Holding(
        pause=max((row.pause or 0 for row in rows), default=0),
        member=any(row.member_id for row in held),
        debate=any(row.article_id for row in held),
        site=any(not row.article_id and not row.member_id for row in held),
    )


def _author(writer: User, comment: Comment, earlier: PostingQuerySet, holding: _Holding) -> Author:
    now = timezone.now()
    mine = earlier.filter(author=writer)
    here = Q(article=comment.article_id)
    last_here = mine.filter(here).aggregate(at=Max("at"))["at"] if holding.pause else None
    is_moderator = roles.is_moderator(writer)
    return Author(
        refusal=may_post(writer),
        is_new=not is_moderator and is_new(writer, comment.pk),
        is_moderator=is_moderator,
        wrote_essay=comment.article.author_id == writer.pk,
        first_day_ends=_first_day_ends(writer, now),
        is_premoderated=holding.member,
        last_here=last_here,
        **_today(mine, now),
    )


def _today(mine: PostingQuerySet, now: datetime) -> dict[str, Any]:
    """When they posted last within a day, and how much."""
    return mine.filter(at__gt=now - DAY).aggregate(
        last_at=Max("at"),
        roots=Count("id", filter=Q(comment__parent=None)),
        replies=Count("id", filter=Q(comment__parent__isnull=False)),
    )


def _first_day_ends(writer: User, now: datetime) -> datetime | None:
    ends = writer.joined + DAY
    return ends if ends > now else None


def is_new(writer: User, apart_from: int | None = None) -> bool:
    """Younger than some days, or not yet with so many comments that others can read."""
    figures = settings.MODERATION
    if timezone.now() - writer.joined < timedelta(days=figures["new_days"]):
        return True
    public = Comment.objects.visible().filter(author=writer).exclude(pk=apart_from or 0)
    return public[: figures["new_comments"]].count() < figures["new_comments"]


def _repeats(writer: User, mark: str, earlier: PostingQuerySet, now: datetime) -> tuple[bool, int]:
    """Did they say the same before? And how many other new members did?"""
    since = now - timedelta(seconds=settings.MODERATION["repeat_seconds"])
    same = earlier.still_there().filter(mark=mark, at__gt=since)
    found = same.aggregate(
        own=Count("id", filter=Q(author=writer)),
        new=Count("author", filter=Q(is_new=True) & ~Q(author=writer), distinct=True),
    )
    return found["own"] > 0, found["new"]


def _surge(comment: Comment, earlier: PostingQuerySet, now: datetime) -> tuple[int, int]:
    """New members' comments of the last minutes, counted no further than matters."""
    figures = settings.MODERATION
    since = now - timedelta(seconds=figures["surge_seconds"])
    lately = earlier.filter(is_new=True, at__gt=since)
    here = lately.filter(article=comment.article_id)
    return (
        here[: figures["surge_in_debate"]].count(),
        lately[: figures["surge_on_site"]].count(),
    )
