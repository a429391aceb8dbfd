"""The gate that people's comments come through: facts, checks, and what is kept of the answer."""

from django.db import connection

from accounts.models import User
from forum import sql
from forum.comments.models import Comment, CommentState
from forum.moderation.cases import keep_case
from forum.moderation.gate.checks import first_day, too_fast, verdict_on
from forum.moderation.gate.facts import Facts, Outcome, Verdict
from forum.moderation.gate.fetch import Words, facts_about, pace_of, words_of
from forum.moderation.models import Hold, Posting, Rule
from forum.refusals import Nudged, Refused, TooFast

_NOTE = f"""
    INSERT INTO {Posting._meta.db_table} (comment_id, author_id, article_id, mark, is_new, at)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


class Pipeline:
    """One comment's way through the gate; a new one for each (see `forum.comments.gate`)."""

    def __init__(self, *, reconsidered: bool = False) -> None:
        self._reconsidered = reconsidered
        self._verdict: Verdict | None = None
        self._facts: Facts | None = None
        self._words: Words | None = None

    def read(self, source: str, html: str) -> None:
        self._words = words_of(source, html)

    def judge(self, comment: Comment) -> CommentState:
        assert self._words, "the comment was read before it is judged"
        self._facts = facts_about(comment, self._words, reconsidered=self._reconsidered)
        self._verdict = verdict_on(self._facts)
        if self._verdict is None:
            return CommentState.VISIBLE
        _raise_unless_held(self._verdict)
        return CommentState.HELD

    def posted(self, comment: Comment) -> None:
        assert self._facts, "the comment was judged before it was saved"
        _note(comment, self._facts)
        if self._verdict:
            rule = Rule.objects.filter(slug=self._verdict.rule).first()
            why, name = self._verdict.why, self._verdict.name
            Hold.objects.create(comment=comment, name=name, why=why, rule=rule)
            keep_case(comment)


def _note(comment: Comment, facts: Facts) -> None:
    """What the limits are counted from. An edit says something else, but is no further comment."""
    if facts.is_edit:
        Posting.objects.filter(comment=comment).update(mark=facts.text.mark)
        return
    at = connection.ops.adapt_datetimefield_value(facts.now)
    about = (comment.pk, comment.author_id, comment.article_id)
    sql.run(_NOTE, [*about, facts.text.mark, facts.author.is_new, at])


def refuse_if_too_fast(writer: User, *, is_reply: bool) -> None:
    """Before anything is rendered or locked: who floods the site must cost it little. The gate asks
    again, under its locks. Raises TooFast."""
    facts = pace_of(writer, is_reply=is_reply)
    if verdict := too_fast(facts) or first_day(facts):
        _raise_unless_held(verdict)


def _raise_unless_held(verdict: Verdict) -> None:
    if verdict.outcome == Outcome.NUDGE:
        raise Nudged(verdict.why)
    if verdict.wait:
        raise TooFast(verdict.why, verdict.wait)
    if verdict.outcome == Outcome.REFUSE:
        raise Refused(verdict.why, verdict.status)
