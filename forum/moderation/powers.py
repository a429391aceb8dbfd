"""Who may do what to a member, a thread, a debate or the site, and where it leads anywhere. Each
rule returns the refusal as a sentence, or ''."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from accounts.rules import may_post, moment
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment
from forum.moderation.models import Act, Flag, FlagState, Restriction, RestrictionKind, Rule

# What can be done to a member, and which of it holds for a time.
ON_MEMBERS = [
    Act.KEEP,
    Act.NOTE,
    Act.WARN,
    Act.SILENCE,
    Act.SUSPEND,
    Act.PREMODERATE,
    Act.CLEAR,
]
TIMED = {
    Act.SILENCE: RestrictionKind.SILENCE,
    Act.SUSPEND: RestrictionKind.SUSPEND,
    Act.PREMODERATE: RestrictionKind.PREMODERATE,
    Act.SLOW: RestrictionKind.SLOW,
}
# Nobody is shut out for ever by one act: after a year somebody has to look again.
LONGEST = timedelta(days=366)
# A pause of more than a day is a locked debate by another name.
LONGEST_PAUSE = timedelta(days=1)


def is_on_members(act: Act) -> str:
    return "" if act in ON_MEMBERS else _("This cannot be done to a member.")


def may_act_on(moderator: User | None, member: User) -> str:
    """Nobody judges themselves, nor what they reported; a moderator's account is in the hands of
    administrators."""
    if not roles.is_moderator(moderator):
        return _("Only moderators can do this.")
    if member == moderator:
        return _("This is your own account, so another moderator has to decide about it.")
    if roles.is_moderator(member) and not roles.is_administrator(moderator):
        return _("Only administrators act on a moderator’s account.")
    if Flag.objects.filter(member=member, flagger=moderator, state=FlagState.WAITING).exists():
        return _("You flagged this profile yourself, so another moderator has to decide about it.")
    return ""


def member_fits(act: Act, member: User, until: datetime | None) -> str:
    """Does the act lead anywhere, as the member's account is now?"""
    if not member.is_active:
        return _("This account is closed, so there is nothing left to act on.")
    if act == Act.KEEP and not Flag.objects.filter(member=member, state="waiting").exists():
        return _("Nobody’s flag on this profile waits to be declined.")
    if act == Act.CLEAR and not member.has_profile:
        return _("This profile is empty already.")
    if act not in TIMED:
        return ""
    active = Restriction.objects.active(timezone.now()).filter(member=member, kind=TIMED[act])
    longer = active.filter(until__gte=until).order_by("-until").first()
    if longer is None:
        return ""
    return _("This holds already, until %(until)s. To make it shorter, undo that act.") % {
        "until": moment(longer.until)
    }


def may_premoderate(person: object, article: Article | None) -> str:
    """Have new comments wait: on the site a moderator, in their own debate its author too."""
    if roles.is_moderator(person):
        return ""
    if article is not None and article.author == person:
        return may_post(person)
    return _("Only the essay’s author and moderators can do this.")


def may_slow(person: object) -> str:
    return "" if roles.is_moderator(person) else _("Only moderators can do this.")


def debate_fits(act: Act, article: Article | None) -> str:
    """Is there a debate, and does the same not hold in it already?"""
    if article and article.state == ArticleState.DRAFT:
        return _("This essay is not published yet, so it has no debate.")
    active = Restriction.objects.active(timezone.now())
    holds = active.filter(article=article, member=None, kind=TIMED[act]).first()
    if holds is None:
        return ""
    return _("This holds already, until %(until)s. To change it, undo that act first.") % {
        "until": moment(holds.until)
    }


def is_timed(act: Act, since: datetime, until: datetime | None, pause: int | None = None) -> str:
    """What holds for a time says until when; it is over one day."""
    if act not in TIMED:
        return ""
    if until is None or until <= since:
        return _("Choose how long this is to hold.")
    if until > since + LONGEST:
        return _("Choose at most a year: after that, somebody has to look again.")
    if act == Act.SLOW and not (pause and 0 < pause <= LONGEST_PAUSE.total_seconds()):
        return _("Choose a pause between two comments, of at most a day.")
    return ""


def may_lock_thread(person: object) -> str:
    return "" if roles.is_moderator(person) else _("Only moderators can do this.")


def thread_fits(act: Act, root: Comment) -> str:
    if act == Act.LOCK and root.locked_at:
        return _("This thread is locked already.")
    if act == Act.UNLOCK and not root.locked_at:
        return _("This thread is open already.")
    return ""


def is_lock_ruled(act: Act, person: object, article: Article, rule: Rule | None) -> str:
    """A moderator who closes a debate of others takes something from them, so they name the rule;
    an essay's author has their own reasons."""
    if act != Act.LOCK or rule or not roles.is_moderator(person) or article.author == person:
        return ""
    return _("Choose the rule that this breaks.")
