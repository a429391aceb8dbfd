"""A moderator does something from a case: takes it in hand, and does whichever act it is."""

from datetime import datetime
from http import HTTPStatus

from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide, lock, restrict
from forum.moderation.actions.appeal import decide as decide_appeal
from forum.moderation.actions.claim import claim_to_act
from forum.moderation.actions.record import Decision
from forum.moderation.cases import Thing
from forum.moderation.models import Act, Appeal, LogEntry
from forum.refusals import refuse_if

# What is done to the author of a comment or an essay, which is its occasion.
TO_AUTHORS = (Act.NOTE, Act.WARN, Act.SILENCE, Act.SUSPEND)
LOCKS = (Act.LOCK, Act.UNLOCK)


def handle(
    kind: Act, moderator: User, thing: Thing, decision: Decision, until: datetime | None = None
) -> LogEntry:
    """Raises Refused as the act does, and 409 while somebody else has the case in hand. `until` is
    the end of a silence or a suspension."""
    claim_to_act(moderator, thing)
    if isinstance(thing, Appeal):
        refuse_if(_is_verdict(kind), HTTPStatus.BAD_REQUEST)
        return decide_appeal(thing, kind == Act.REVERSE, decision)
    if isinstance(thing, User):
        return restrict.act_on_member(kind, thing, decision, until)
    if kind in TO_AUTHORS:
        return _to_author(kind, thing, decision, until)
    if kind not in LOCKS:
        return decide.act(kind, thing, decision)
    if isinstance(thing, Comment):
        return lock.set_lock_on_thread(thing, kind, decision)
    return lock.set_lock_on(thing, kind, decision)


def _to_author(
    kind: Act, thing: Comment | Article, decision: Decision, until: datetime | None
) -> LogEntry:
    if thing.author is None:
        refuse_if(_("Its author’s account is gone."), HTTPStatus.CONFLICT)
    assert thing.author
    return restrict.act_on_member(kind, thing.author, decision, until, thing)


def _is_verdict(kind: Act) -> str:
    if kind in (Act.REVERSE, Act.UPHOLD):
        return ""
    return _("An appeal is granted or refused.")
