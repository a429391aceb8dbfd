"""Where an essay is disputed: its claims with what readers make of them and what argues on them."""

from dataclasses import dataclass
from functools import cached_property

from forum.articles.models import Article, Claim
from forum.stances import rules
from forum.stances.models import Answer, ClaimAnswer, Tally
from forum.stances.strip import Strip, strip_of
from forum.stances.tallies import READERS_MIN, tally_of


@dataclass(frozen=True)
class Shares:
    """What the readers who answered a claim make of it; at least `READERS_MIN` of them."""

    accepting: int
    doubting: int
    rejecting: int

    @property
    def readers(self) -> int:
        return self.accepting + self.doubting + self.rejecting

    @property
    def accept(self) -> int:
        """Per cent, rounded; those who doubt take the rest, so that the three make 100."""
        return round(100 * self.accepting / self.readers)

    @property
    def reject(self) -> int:
        return round(100 * self.rejecting / self.readers)

    @property
    def doubt(self) -> int:
        return max(0, 100 - self.accept - self.reject)


@dataclass(frozen=True)
class Dispute:
    """One claim as a reader sees it. `answer` is the reader's own, '' without one."""

    claim: Claim
    answer: str
    shares: Shares | None
    is_crux: bool

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What each button sends, its word, and whether it is pressed; then it takes it back."""
        return [
            ("none" if each == self.answer else each.value, str(each.label), each == self.answer)
            for each in Answer
        ]


@dataclass(frozen=True)
class Disputes:
    """All claims that the essay makes now. False in a template when it makes none."""

    article: Article
    rows: list[Dispute]
    refusal: str = ""  # why the viewer cannot answer claims, or ''

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def fullest(self) -> int:
        """The arguments of the fullest side of any claim, at least 1: a full bar."""
        return max(row.claim.fuller_side for row in self.rows)

    def row_of(self, claim: Claim) -> Dispute | None:
        return next((row for row in self.rows if row.claim == claim), None)

    @cached_property
    def strip(self) -> Strip:
        return strip_of([row.claim for row in self.rows])


def of(article: Article, viewer: object) -> Disputes:
    """The essay's claims for this viewer. Three queries at the most, whatever their number."""
    claims = Claim.standing_in(article)
    if not claims:
        return Disputes(article, [])
    tally = tally_of(article) or Tally(article=article)
    own = _own(claims, viewer)
    rows = [
        Dispute(
            claim=claim,
            answer=own.get(claim.pk, ""),
            shares=_shares(tally.answers.get(str(claim.number), {})),
            is_crux=tally.crux_id == claim.pk,
        )
        for claim in claims
    ]
    return Disputes(article, rows, rules.may_answer(viewer, article))


def _own(claims: list[Claim], viewer: object) -> dict[int, str]:
    """The viewer's answers by claim. No query for visitors."""
    if not getattr(viewer, "is_authenticated", False):
        return {}
    answers = ClaimAnswer.objects.filter(claim__in=claims, reader_id=getattr(viewer, "pk", None))
    return dict(answers.values_list("claim", "answer"))


def _shares(answers: dict[str, int]) -> Shares | None:
    if sum(answers.values()) < READERS_MIN:
        return None
    return Shares(*(answers.get(answer, 0) for answer in Answer))
