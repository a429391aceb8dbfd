"""Who may say where they stand, what moved them and what they make of claims. Each rule returns the
refusal as a sentence, or ''. None of them asks the database."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.rules import may_post
from forum.articles.models import Article, ArticleState, Claim
from forum.articles.positions import Stand
from forum.comments.models import Comment, CommentState
from forum.stances.models import (
    REASON_MAX,
    REASON_MIN,
    TAKEN_BACK_WITHIN,
    Answer,
    Concession,
    Delta,
)


def may_take_stance(person: object, article: Article) -> str:
    """Say where one stands. Others see it in totals only, so being silenced does not bar it."""
    if not getattr(person, "is_authenticated", False):
        return _("Log in to say where you stand.")
    if not getattr(person, "is_active", False):
        return _("This account is closed.")
    if article.erased_at:
        return _("The essay is gone, so there is no thesis any more to take a stance on.")
    if article.state != ArticleState.PUBLISHED:
        return _("This essay is not published, so it takes no stances.")
    return ""


def is_stand(stand: str) -> str:
    return "" if stand in Stand.values else _("Choose one: For, Undecided or Against.")


def may_be_moved(person: object, comment: Comment) -> str:
    """Say that this comment changed one's stance. Others read it, with one's name."""
    if refusal := may_post(person):
        return refusal
    if comment.author_id is not None and comment.author_id == getattr(person, "pk", None):
        return _("This is your own argument. Name one by somebody else.")
    return is_shown(comment)


def is_about(article: Article, comment: Comment) -> str:
    if comment.article_id != article.pk:
        return _("That reply is not in this essay’s debate.")
    return ""


def is_reason(reason: str, least: int = REASON_MIN) -> str:
    """Does it say why, in a sentence at least and a paragraph at most? In characters."""
    length = len(reason.strip())
    if "\0" in reason:
        return _("This holds a NUL character, which cannot be kept. Please take it out.")
    if length < least:
        sentence = _("Say why in at least {limit} characters: this has {length}.")
        return sentence.format(limit=least, length=length)
    if length > REASON_MAX:
        return _("This has {length} characters; at most {limit} are possible.").format(
            length=f"{length:,}", limit=f"{REASON_MAX:,}"
        )
    return ""


def may_take_back(person: object, delta: Delta) -> str:
    """Unsay that a comment moved one."""
    if delta.giver_id is None or delta.giver_id != getattr(person, "pk", None):
        return _("Only who said so can take it back.")
    if delta.is_settled:
        hours = int(TAKEN_BACK_WITHIN.total_seconds() // 3600)
        sentence = _("This can be taken back within {hours} hours. Yours is older, so it stays.")
        return sentence.format(hours=hours)
    return ""


def may_answer(person: object, article: Article) -> str:
    """Accept, doubt or reject the essay's claims. As for a stance, others see totals only."""
    if not getattr(person, "is_authenticated", False):
        return _("Log in to answer claims.")
    if not getattr(person, "is_active", False):
        return _("This account is closed.")
    if article.state != ArticleState.PUBLISHED:
        return _("This essay is not published, so its claims take no answers.")
    return ""


def is_answer(answer: str | None) -> str:
    """None takes an answer back."""
    known = answer is None or answer in Answer.values
    return "" if known else _("Choose one: Accept, Doubt or Reject.")


def is_made(claim: Claim) -> str:
    """Does the essay still make this claim?"""
    if claim.gone_in is None:
        return ""
    return _("The essay no longer makes the claim {name}.").format(name=claim.name)


def may_concede(person: object, comment: Comment) -> str:
    """Give way to an argument in one's own essay: concede a claim or amend the thesis."""
    if comment.article.author_id != getattr(person, "pk", None):
        return _("Only the essay’s author can concede something to an argument.")
    if comment.author_id == comment.article.author_id:
        return _("This is your own argument, so there is nobody to concede anything to.")
    if comment.article.state != ArticleState.PUBLISHED:
        return _("This essay is not published, so nothing is conceded in it.")
    return may_post(person)


def is_shown(comment: Comment) -> str:
    if comment.state == CommentState.VISIBLE:
        return ""
    return _("This argument is no longer shown.")


def may_unconcede(person: object, concession: Concession) -> str:
    """Take a concession back. A thesis is amended again instead: others have read the new one."""
    if concession.article.author_id != getattr(person, "pk", None):
        return _("Only the essay’s author can take this back.")
    if concession.claim_id is None:
        return _("The thesis was amended. If you think otherwise now, amend it again.")
    if timezone.now() - concession.made_at > TAKEN_BACK_WITHIN:
        hours = int(TAKEN_BACK_WITHIN.total_seconds() // 3600)
        sentence = _("This can be taken back within {hours} hours. It is older, so it stays.")
        return sentence.format(hours=hours)
    return may_post(person)
