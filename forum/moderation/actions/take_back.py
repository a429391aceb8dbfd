"""What undoing each act makes of the things it was done to. The caller holds their locks."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions import set_profile
from forum.articles.actions.lock import set_lock as set_debate_lock
from forum.articles.actions.state import set_state as set_article_state
from forum.articles.models import ArticleState
from forum.comments.actions.lock import set_lock as set_thread_lock
from forum.comments.actions.state import Was, set_states
from forum.moderation.actions.restrict import keep_restricted
from forum.moderation.models import Act, Change, LogEntry, Scope
from forum.refusals import Refused

type Changes = list[Was]

# An essay's state after the act, and the one before it.
ESSAYS = {
    Act.HIDE: (ArticleState.HIDDEN, ArticleState.PUBLISHED),
    Act.RESTORE: (ArticleState.PUBLISHED, ArticleState.HIDDEN),
}


def take_back(entry: LogEntry, at: datetime, is_strict: bool) -> Changes:
    """Undo what the act did, and say what became of which comments. Strictly, raises Refused (409)
    when nothing is as the act left it; else that is passed over."""
    changes = comments_back(entry.changes.all())
    if not changes and is_strict and entry.changes.exists():
        raise _changed()
    of_scope: dict[str, Callable[[LogEntry], bool]] = {
        Scope.ESSAY: _essay_back,
        Scope.DEBATE: _debate_back,
        Scope.THREAD: _thread_back,
        Scope.MEMBER: _profile_back,
    }
    back = of_scope.get(entry.scope)
    if back and not back(entry) and is_strict:
        raise _changed()
    _lift(entry, at)
    return changes


def _changed() -> Refused:
    sentence = _(
        "What this act did is not so any more: it was changed or deleted since. Nothing was done."
    )
    return Refused(sentence, HTTPStatus.CONFLICT)


def comments_back(rows: QuerySet[Change]) -> Changes:
    """Each comment that is still as the act left it gets the state it had before. Where that is
    public, whom it answers was told of it then."""
    rows = rows.select_related("comment__article").defer(
        "comment__source", "comment__html", "comment__article__source", "comment__article__html"
    )
    by_state = defaultdict(list)
    for row in rows:
        if row.comment.state == row.after:
            by_state[row.before].append(row.comment)
    return [was for state, comments in by_state.items() for was in set_states(comments, state)]


def _essay_back(entry: LogEntry) -> bool:
    if entry.act not in ESSAYS or entry.article is None:
        return True
    after, before = ESSAYS[Act(entry.act)]
    entry.article.refresh_from_db(fields=["state"])
    if entry.article.state != after:
        return False
    set_article_state(entry.article, before)
    return True


def _debate_back(entry: LogEntry) -> bool:
    if entry.act not in (Act.LOCK, Act.UNLOCK) or entry.article is None:
        return True
    entry.article.refresh_from_db(fields=["locked_at"])
    was_locked = entry.act == Act.LOCK
    if (entry.article.locked_at is not None) != was_locked:
        return False
    set_debate_lock(entry.article, not was_locked)
    return True


def _thread_back(entry: LogEntry) -> bool:
    if entry.comment is None:
        return False
    entry.comment.refresh_from_db(fields=["locked_at"])
    was_locked = entry.act == Act.LOCK
    if (entry.comment.locked_at is not None) != was_locked:
        return False
    set_thread_lock(entry.comment, not was_locked)
    return True


def _profile_back(entry: LogEntry) -> bool:
    """The name and the words that were cleared, unless the member wrote new ones."""
    if entry.act != Act.CLEAR or entry.member is None:
        return True
    was = entry.statements.filter(member=entry.member).first()
    if was is None or entry.member.name or entry.member.bio:
        return False
    name, _line, bio = was.text.partition("\n")
    set_profile(entry.member, name, bio)
    return True


def _lift(entry: LogEntry, at: datetime) -> None:
    """End what the act set for a time, and let the member's own fields follow."""
    entry.restrictions.filter(lifted_at=None).update(lifted_at=at)
    if entry.scope == Scope.MEMBER and entry.member:
        keep_restricted(entry.member)
