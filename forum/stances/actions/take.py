"""Taking a stance on a thesis, and changing it; every change is kept."""

from http import HTTPStatus

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.rate import count_without_stance
from forum.refusals import refuse_if
from forum.stances import rules
from forum.stances.actions.tally import recount
from forum.stances.models import Stance, StanceChange


@transaction.atomic
def take_stance(reader: User, article: Article, stand: str) -> Stance:
    """Say where the reader stands now. The same again changes nothing.

    With the first stance, the ratings given before it begin to count. Raises Refused: 403 for who
    may not, 400 for a stance there is not.
    """
    refuse_if(rules.may_take_stance(reader, article))
    refuse_if(rules.is_stand(stand), HTTPStatus.BAD_REQUEST)
    stance, is_first = Stance.objects.get_or_create(
        article=article, reader=reader, defaults={"first": stand, "now": stand}
    )
    if is_first:
        _note(stance, before="")
        count_without_stance(reader, article, stand)
        recount(article)
        return stance
    stance = Stance.objects.select_for_update(no_key=True).get(pk=stance.pk)
    if stance.now != stand:
        before, stance.now = stance.now, stand
        stance.save(update_fields=["now"])
        _note(stance, before)
        recount(article)
    return stance


def _note(stance: Stance, before: str) -> None:
    """Keep the step, with the revision of the essay that the reader had before them."""
    newest = stance.article.revisions.aggregate(newest=Max("number"))["newest"] or 0
    StanceChange.objects.create(stance=stance, before=before, after=stance.now, revision=newest)
