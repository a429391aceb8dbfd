"""Taking a former member's opinions out: where they stood, what they made of claims, what moved
them. Each function does one batch, as in `forum.comments.actions.forget`."""

from django.db import transaction

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.counting import lock_articles
from forum.stances.actions.delta import take_out
from forum.stances.actions.tally import count_gone, recount
from forum.stances.models import ClaimAnswer, Concession, Delta, Stance

BATCH = 500


def erase_deltas(giver: User) -> bool:
    """The oldest, with the number it was counted in."""
    delta = Delta.objects.filter(giver=giver).select_related("comment", "giver").first()
    if delta:
        take_out(delta)
    return delta is not None


def disown_deltas(giver: User) -> bool:
    """Some: their reasons stay, like their other texts, without a name or a stance."""
    some = list(Delta.objects.filter(giver=giver).values_list("pk", flat=True)[:BATCH])
    Delta.objects.filter(pk__in=some).update(giver=None, change=None)
    return bool(some)


def forget_stances(reader: User) -> bool:
    """Their stance on one essay with its history, and their answers to its claims."""
    stood = Stance.objects.filter(reader=reader).values_list("article", flat=True).first()
    answered = ClaimAnswer.objects.filter(reader=reader)
    article = stood or answered.values_list("claim__article", flat=True).first()
    if article is None:
        return False
    with transaction.atomic():
        lock_articles([article])
        answered.filter(claim__article=article).delete()
        Stance.objects.filter(reader=reader, article=article).delete()
        count_gone(article, reader.pk)
    return True


def forget_claims(article: Article) -> bool:
    """Some of what readers said of an essay's claims, and all that its author conceded there: the
    claims are gone."""
    some = ClaimAnswer.objects.filter(claim__article=article).values_list("pk", flat=True)[:BATCH]
    gone, _kinds = ClaimAnswer.objects.filter(pk__in=list(some)).delete()
    if not gone:
        with transaction.atomic():
            lock_articles([article.pk])
            Concession.objects.filter(article=article).delete()
            article.claims.all().delete()
            recount(article)
    return bool(gone)
