"""Answering a claim of an essay: accept, doubt or reject it."""

from http import HTTPStatus

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Claim
from forum.comments.actions.counting import lock_articles
from forum.refusals import refuse_if
from forum.stances import rules
from forum.stances.actions.tally import count_answer
from forum.stances.models import ClaimAnswer


@transaction.atomic
def answer_claim(reader: User, claim: Claim, answer: str | None) -> None:
    """Answer the claim, change the answer, or with None take it back.

    Raises Refused: 403 for who may not, 400 for an answer there is not, 409 when the essay no
    longer makes the claim.
    """
    refuse_if(rules.may_answer(reader, claim.article))
    refuse_if(rules.is_answer(answer), HTTPStatus.BAD_REQUEST)
    lock_articles([claim.article_id])
    claim.refresh_from_db(fields=["gone_in"])
    refuse_if(rules.is_made(claim), HTTPStatus.CONFLICT)
    own = ClaimAnswer.objects.filter(claim=claim, reader=reader)
    before = own.values_list("answer", flat=True).first() or ""
    if answer is None:
        own.delete()
    else:
        said = {"answer": answer, "answered_at": timezone.now()}
        ClaimAnswer.objects.update_or_create(claim=claim, reader=reader, defaults=said)
    if before != (answer or ""):
        count_answer(claim, reader, before, answer or "")
