"""Who may appeal against what, and who decides. Each rule returns the refusal, or ''."""

from typing import cast

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from forum.articles.models import ArticleState
from forum.moderation import rules
from forum.moderation.models import TAKING, Act, Appeal, Flag, Scope, Statement

# What gives something back, or answers an appeal already, is not appealed against.
APPEALABLE = {*TAKING, Act.LOCK} - {Act.HOLD}


def may_appeal(person: object, statement: Statement) -> str:
    """Once, in time, and against what still holds. The suspended may, too."""
    if statement.member is None or statement.member != person:
        return _("Only the person concerned can appeal.")
    if statement.entry.act == Act.HOLD:
        return _("A moderator looks at it next. What they decide can be appealed.")
    if statement.entry.act in (Act.UPHOLD, Act.REVERSE):
        return _("This answers your appeal, and there is one appeal for each decision.")
    if statement.entry.act not in APPEALABLE:
        return _("Nothing was taken here, so there is nothing to appeal against.")
    if getattr(statement, "appeal", None):
        return once()
    if timezone.now() > statement.appeal_until:
        return _("The time to appeal ended on %(day)s.") % {
            "day": date_format(timezone.localtime(statement.appeal_until), "DATE_FORMAT")
        }
    if not still_holds(statement):
        return _("This does not hold any more, so there is nothing left to appeal against.")
    return ""


def once() -> str:
    return _("You have appealed against this already. There is one appeal for each decision.")


def still_holds(statement: Statement) -> bool:
    """Was it taken back, or are all the texts it was about in another state meanwhile?"""
    entry = statement.entry
    if getattr(entry, "undone_by", None):
        return False
    if entry.scope == Scope.DEBATE and entry.act == Act.LOCK:
        return bool(entry.article and entry.article.locked_at)
    if entry.scope == Scope.THREAD:
        return bool(entry.comment and entry.comment.locked_at)
    if entry.scope == Scope.ESSAY:
        return bool(entry.article and entry.article.state == ArticleState.HIDDEN)
    if entry.scope not in (Scope.COMMENT, Scope.MANY):
        return True
    changed = entry.changes.filter(comment__author=statement.member_id)
    return changed.filter(comment__state=F("after")).exists()


def may_decide(moderator: object, appeal: Appeal) -> str:
    """Somebody else than who acted, flagged it, or has a side in it."""
    statement = appeal.statement
    if not roles.is_moderator(moderator):
        return _("Only moderators can do this.")
    if statement.entry.moderator == moderator:
        return _("You decided this yourself, so another moderator has to look at the appeal.")
    if statement.member == moderator:
        return _("This is your own appeal, so another moderator has to look at it.")
    if _has_a_side(moderator, statement):
        return _(
            "It was in your own debate, or answered you, so another moderator has to look at it."
        )
    if _has_flagged(cast(User, moderator), statement):
        return _("You flagged this yourself, so another moderator has to look at the appeal.")
    if statement.entry.scope == Scope.MEMBER and roles.is_moderator(statement.member):
        return rules.may_administer(cast(User, moderator))
    return ""


def is_open(appeal: Appeal) -> str:
    """Did somebody decide it meanwhile?"""
    decision = appeal.decision
    if decision is None:
        return ""
    return _("%(moderator)s has decided this appeal already, saying: ‘%(reason)s’") % {
        "moderator": decision.moderator or _("A former moderator"),
        "reason": decision.reason,
    }


def _has_a_side(moderator: object, statement: Statement) -> bool:
    comment, article = statement.comment, statement.article
    if article and article.author == moderator:
        return True
    return bool(comment and comment.parent and comment.parent.author == moderator)


def _has_flagged(moderator: User, statement: Statement) -> bool:
    """The text, the flags that led to the act, or the member's profile, whatever became of it."""
    flags = Flag.objects.filter(flagger=moderator)
    about = Q(decision=statement.entry_id) | Q(member=statement.member_id)
    if statement.comment_id:
        about |= Q(comment=statement.comment_id)
    elif statement.article_id:
        about |= Q(comment=None, article=statement.article_id)
    return flags.filter(about).exists()
