"""The demo's gate: what the story says was held is held for what the real checks say of it.

The real gate looks at the clock and at what was posted in the last hours, and the story plays weeks
in a moment; so the checks are asked about the words and about what the story says held then.
"""

from forum.comments.gate import OPEN, Gate
from forum.comments.models import Comment, CommentState
from forum.exchange.demo.content import Argument, Debate
from forum.exchange.demo.stage import Stage
from forum.moderation.cases import keep_case
from forum.moderation.gate.checks import verdict_on
from forum.moderation.gate.facts import Author, Facts, Outcome, Verdict
from forum.moderation.gate.fetch import text_of
from forum.moderation.models import Hold, Rule


def gate_for(stage: Stage, debate: Debate, argument: Argument) -> Gate:
    return _Holding(stage, debate, argument) if argument.held else OPEN


class _Holding:
    """Holds this one, at its time."""

    def __init__(self, stage: Stage, debate: Debate, argument: Argument) -> None:
        self._stage, self._argument = stage, argument
        self._at = stage.time_of(debate, argument)
        self._verdict: Verdict | None = None

    def read(self, source: str, html: str) -> None:
        return

    def judge(self, comment: Comment) -> CommentState:
        """Raises ValueError when the checks do not hold it for what the story says."""
        held = self._argument.held
        facts = Facts(
            now=self._at,
            text=text_of(comment.source, comment.html),
            author=Author(is_new=held == "new_with_links"),
            is_premoderated=held == "premoderated",
        )
        self._verdict = verdict_on(facts)
        found = self._verdict and (self._verdict.name, self._verdict.outcome)
        if found != (held, Outcome.HOLD):
            raise ValueError(f"{found}, not {held}: {comment.source[:60]}")
        return CommentState.HELD

    def posted(self, comment: Comment) -> None:
        if self._verdict:
            rule = Rule.objects.filter(slug=self._verdict.rule).first()
            why, name = self._verdict.why, self._verdict.name
            hold = Hold.objects.create(comment=comment, name=name, why=why, rule=rule)
            self._stage.moments.set(hold, created_at=self._at)
            keep_case(comment)
