"""Taking a stance on a thesis, and changing it; every change is kept."""

from http import HTTPStatus

from django.db import transaction

from accounts.models import User
from forum import sql
from forum.articles.models import Article, Revision
from forum.comments.actions.counting import lock_articles
from forum.comments.actions.rate import count_without_stance
from forum.refusals import refuse_if
from forum.stances import rules
from forum.stances.actions.delta import Moved, give
from forum.stances.actions.tally import count_stance
from forum.stances.models import Stance, StanceChange

# In SQL, as each change asks them.
_KEPT = f"""
    SELECT id, article_id, reader_id, first, now FROM {Stance._meta.db_table}
    WHERE article_id = %s AND reader_id = %s
"""
_MOVE = f"UPDATE {Stance._meta.db_table} SET now = %s WHERE id = %s"
_NOTE = f"""
    INSERT INTO {StanceChange._meta.db_table} (stance_id, before, after, revision)
    SELECT %s, %s, %s, COALESCE(MAX(number), 0) FROM {Revision._meta.db_table}
    WHERE article_id = %s RETURNING id, revision
"""


@transaction.atomic
def take_stance(reader: User, article: Article, stand: str, moved: Moved | None = None) -> Stance:
    """Say where the reader stands now, and what moved them there. The same again changes nothing.

    With the first stance, the ratings given before it begin to count. A comment that is named
    without a change now is kept with the reader's last one. Raises Refused, and changes nothing:
    403 for who may not, 400 for a stance or a reason there is not, 409 as `delta.give` says.
    """
    refuse_if(rules.may_take_stance(reader, article))
    refuse_if(rules.is_stand(stand), HTTPStatus.BAD_REQUEST)
    lock_articles([article.pk])
    # Whoever holds the essay's lock has the stance as it is, or is the only one to take it.
    kept = next(iter(sql.models(Stance, _KEPT, [article.pk, reader.pk])), None)
    stance = kept or _first(Stance(article=article, reader=reader, first=stand, now=stand))
    stance.article, stance.reader = article, reader  # no query to ask for what is known
    before = _move(stance, stand) if kept else ""
    change = _note(stance, before) if before != stand else None
    if not kept:
        count_without_stance(reader, article, stand)
    if moved:
        give(stance, moved)
    if change:
        count_stance(article, change)
    return stance


def _first(stance: Stance) -> Stance:
    sql.insert(stance)
    return stance


def _move(stance: Stance, stand: str) -> str:
    """Set the stance; returns the one before."""
    before, stance.now = stance.now, stand
    if before != stand:
        sql.run(_MOVE, [stand, stance.pk])
    return before


def _note(stance: Stance, before: str) -> StanceChange:
    """Keep the step, with the revision of the essay that the reader had before them."""
    change = StanceChange(stance=stance, before=before, after=stance.now)
    step = [stance.pk, before, stance.now, stance.article_id]
    [(change.pk, change.revision)] = sql.rows(_NOTE, step)
    return change
