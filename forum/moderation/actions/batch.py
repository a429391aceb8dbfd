"""One act on many comments: a member's of some hours, or a flood's. One transaction, one log entry,
one statement for each author; undone as one."""

from collections import defaultdict
from http import HTTPStatus
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.comments.actions.counting import lock_articles
from forum.comments.actions.state import set_states
from forum.comments.actions.telling import announce
from forum.comments.models import COMMENT_MAX, Comment, CommentQuerySet, CommentState
from forum.moderation import rules
from forum.moderation.actions.outcome import tell_flaggers
from forum.moderation.actions.record import Decision, keep_changes, record, state_reasons
from forum.moderation.models import TAKING, Act, Case, Flag, FlagState, LogEntry, Scope
from forum.moderation.selection import Selection, fingerprint
from forum.refusals import Refused, refuse_if
from forum.sql import batches

# What each act makes of them. Only a decision is made of many: to keep or to hold them is none.
STATES = {
    Act.HIDE: CommentState.HIDDEN,
    Act.REMOVE: CommentState.REMOVED,
    Act.APPROVE: CommentState.VISIBLE,
    Act.RESTORE: CommentState.VISIBLE,
}

# Read for nothing here, and the most of what a row holds.
TEXTS = [
    *("source", "html", "parent__source", "parent__html"),
    *("article__source", "article__html", "article__contents"),
]


@transaction.atomic
def act_on_many(kind: Act, selection: Selection, decision: Decision, seen: str = "") -> LogEntry:
    """Do it to every comment of the selection. `seen` is the mark of the preview, if there was one.

    Raises Refused: 403 for who may not, 400 without a rule or a reason or for too many at once, 409
    when there is nothing to do, or these are not the comments that the moderator saw.
    """
    refuse_if(rules.may_act_on_many(decision.moderator, selection.member))
    refuse_if(rules.is_for_many(kind), HTTPStatus.BAD_REQUEST)
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    comments = _locked(selection.comments(kind, cast(User, decision.moderator)), seen)
    changed = set_states(comments, STATES[kind])
    entry = record(
        kind,
        Scope.MANY,
        decision,
        article=selection.article,
        member=selection.member,
        count=len(changed),
    )
    keep_changes(entry, changed)
    _settle([comment.pk for comment in comments], entry)
    _state_reasons(comments, entry)
    announce(*comments)
    return entry


def _locked(wanted: CommentQuerySet, seen: str) -> list[Comment]:
    """The comments, chosen while nobody else changes anything in their debates."""
    touched = set(wanted.values_list("article", flat=True).distinct())
    lock_articles(touched)
    wanted = wanted.filter(article__in=touched)
    total = wanted.count()
    refuse_if(rules.are_some(total), HTTPStatus.CONFLICT)
    refuse_if(rules.are_few_enough(total), HTTPStatus.BAD_REQUEST)
    if seen and seen != fingerprint(wanted):
        sentence = _(
            "These are not the comments you looked at: some were written, changed or decided about "
            "meanwhile. Nothing was done. Look again at what it would touch."
        )
        raise Refused(sentence, HTTPStatus.CONFLICT)
    people = wanted.select_related("author", "parent__author", "article__author")
    return list(people.defer(*TEXTS).order_by("pk"))


def _settle(ids: list[int], entry: LogEntry) -> None:
    """Close what waited on these comments: nothing of it is left to decide."""
    state = FlagState.UPHELD if entry.act in TAKING else FlagState.DECLINED
    for some in batches(ids):
        waiting = Flag.objects.filter(comment__in=some, state=FlagState.WAITING)
        waiting.update(state=state, decision=entry)
        Case.objects.filter(comment__in=some).delete()
    tell_flaggers(entry)


def _state_reasons(comments: list[Comment], entry: LogEntry) -> None:
    """One statement for each author."""
    theirs: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        theirs[comment.author_id or 0].append(comment)
    texts = _texts([comment.pk for comment in comments])
    for author_id, written in sorted(theirs.items()):
        state_reasons(written[0].author, entry, "\n\n".join(texts[author_id]), len(written))


def _texts(ids: list[int]) -> dict[int, list[str]]:
    """What each author wrote there, the first of it, up to the length of one long comment."""
    texts: dict[int, list[str]] = defaultdict(list)
    room: dict[int, int] = defaultdict(lambda: COMMENT_MAX)
    for some in batches(ids):
        rows = Comment.objects.filter(pk__in=some).order_by("pk")
        for author_id, source in rows.values_list("author", "source").iterator(chunk_size=200):
            if len(source) <= room[author_id]:
                texts[author_id].append(source)
                room[author_id] -= len(source)
    return texts
