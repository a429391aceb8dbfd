"""The facts about a comment, from the database: a bounded number of queries, however long the
debate. The caller's transaction holds the essay's lock; the member's is taken here, so that of two
comments which one member sends to two debates at once, only one comes first."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.rules import may_post
from forum import sql
from forum.comments.models import Comment
from forum.moderation import rules
from forum.moderation.gate import phrases, words
from forum.moderation.gate.asking import Asked, Known, known_of, last_at_of, today_of
from forum.moderation.gate.facts import Author, Facts, Text
from forum.moderation.models import Posting
from forum.text.plain import plain

DAY = timedelta(days=1)
_WRITER = f"""
    SELECT id, role, is_active, joined, silenced_until, suspended_until
    FROM {User._meta.db_table} WHERE id = %s
"""


class Words(NamedTuple):
    """What a text tells without asking anybody, and as what it is held against lists."""

    text: Text
    seen: str

    def with_found(self, listed: phrases.Wordlist) -> Text:
        return replace(self.text, found=listed.find(self.seen))


def facts_about(comment: Comment, said: Words, *, reconsidered: bool) -> Facts:
    """Of a comment, new or with its new words, that is not saved yet."""
    now = timezone.now()
    writer = _writer(comment)
    known = _known(writer, comment, said.text.mark, now)
    author = _author(writer, comment, known, now)
    surge_here, surge_on_site = _surge(comment, now) if author.is_new else (0, 0)
    return Facts(
        now=now,
        text=said.with_found(phrases.at(known.version)),
        author=author,
        is_reply=comment.parent_id is not None,
        is_edit=comment.pk is not None,
        may_not_answer=_may_not_answer(writer, comment, known),
        said_before=known.said_by_writer > 0,
        said_by_new=known.said_by_new,
        pause=known.pause,
        is_premoderated=known.debate > 0,
        is_site_premoderated=known.site > 0,
        surge_here=surge_here,
        surge_on_site=surge_on_site,
        reconsidered=reconsidered,
    )


def pace_of(writer: User, *, is_reply: bool) -> Facts:
    """Only what the limits of pace ask, without a lock: one query where they did not write just
    now, and their first day is over."""
    now = timezone.now()
    last_at = last_at_of(writer.pk, now - DAY)
    lately = now - timedelta(seconds=settings.MODERATION["new_pause_seconds"])
    is_moderator = roles.is_moderator(writer)
    wrote_lately = last_at is not None and last_at > lately
    author = Author(
        is_new=wrote_lately and not is_moderator and is_new(writer),
        is_moderator=is_moderator,
        last_at=last_at,
        **_first_day(writer, now),
    )
    return Facts(now, Text(mark=""), author, is_reply=is_reply)


def text_of(source: str, html: str, listed: phrases.Wordlist | None = None) -> Text:
    """What the words alone tell, with the site's lists or these."""
    return words_of(source, html).with_found(listed or phrases.current())


def words_of(source: str, html: str) -> Words:
    shown = plain(html).text
    text = Text(
        mark=words.mark_of(source),
        length=len(words.letters(source)),
        links=words.links_in(source, html, urlsplit(settings.SITE_URL).netloc),
        capitals=words.capitals_in(shown),
    )
    return Words(text, words.read_as(source, shown))


def _writer(comment: Comment) -> User:
    """The member's row as it is now, locked until the transaction ends."""
    assert comment.author, "nobody posts without an account"
    return sql.models(User, _WRITER + sql.to_change(), [comment.author.pk])[0]


def _known(writer: User, comment: Comment, mark: str, now: datetime) -> Known:
    figures = settings.MODERATION
    return known_of(
        Asked(
            writer=writer.pk,
            comment=comment.pk or 0,
            parent=comment.parent_id,
            article=comment.article_id,
            mark=mark,
            now=now,
            day=now - DAY,
            repeats=now - timedelta(seconds=figures["repeat_seconds"]),
            enough=figures["new_comments"],
        )
    )


def _author(writer: User, comment: Comment, known: Known, now: datetime) -> Author:
    is_moderator = roles.is_moderator(writer)
    return Author(
        refusal=may_post(writer),
        is_new=not is_moderator and (_is_young(writer) or _wrote_little(known.public)),
        is_moderator=is_moderator,
        wrote_essay=comment.article.author_id == writer.pk,
        is_premoderated=known.member > 0,
        last_at=known.last_at,
        last_here=_last_here(writer, comment) if known.pause else None,
        **_first_day(writer, now, comment.pk or 0),
    )


def _last_here(writer: User, comment: Comment) -> datetime | None:
    earlier = Posting.objects.filter(author=writer, article=comment.article_id)
    return earlier.exclude(comment=comment.pk or 0).aggregate(at=Max("at"))["at"]


def _may_not_answer(writer: User, comment: Comment, known: Known) -> str:
    return rules.may_answer(writer, comment.parent) if known.is_flagged and comment.parent else ""


def _first_day(writer: User, now: datetime, comment: int = 0) -> dict[str, Any]:
    """When it ends, and what they posted on it besides this comment; nothing once it is over."""
    ends = writer.joined + DAY
    if ends <= now:
        return {}
    return {"first_day_ends": ends, **today_of(writer.pk, now - DAY, comment)._asdict()}


def is_new(writer: User) -> bool:
    """Younger than some days, or not yet with so many comments that others can read."""
    if _is_young(writer):
        return True
    public = Comment.objects.visible().filter(author=writer)
    return _wrote_little(public[: settings.MODERATION["new_comments"]].count())


def _is_young(writer: User) -> bool:
    return timezone.now() - writer.joined < timedelta(days=settings.MODERATION["new_days"])


def _wrote_little(public: int) -> bool:
    return public < settings.MODERATION["new_comments"]


def _surge(comment: Comment, now: datetime) -> tuple[int, int]:
    """New members' comments of the last minutes, counted no further than matters."""
    figures = settings.MODERATION
    since = now - timedelta(seconds=figures["surge_seconds"])
    lately = Posting.objects.filter(is_new=True, at__gt=since).exclude(comment=comment.pk or 0)
    here = lately.filter(article=comment.article_id)
    return (
        here[: figures["surge_in_debate"]].count(),
        lately[: figures["surge_on_site"]].count(),
    )
