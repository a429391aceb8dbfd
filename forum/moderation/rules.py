"""Who may flag, and who may act on what. Each rule returns the refusal as a sentence, or ''."""

from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from accounts.rules import may_post
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation.models import REASON_MAX, Act, Flag, FlagState, Rule
from forum.moderation.subject import Subject

# From which states an act leads somewhere. Keeping needs something that is public.
COMMENT_STATES = {
    Act.KEEP: {CommentState.VISIBLE},
    Act.HIDE: {CommentState.VISIBLE},
    Act.REMOVE: {CommentState.VISIBLE, CommentState.HIDDEN},
    Act.RESTORE: {CommentState.HIDDEN, CommentState.REMOVED},
}
ARTICLE_STATES = {
    Act.KEEP: {ArticleState.PUBLISHED},
    Act.HIDE: {ArticleState.PUBLISHED},
    Act.RESTORE: {ArticleState.HIDDEN},
}


def may_flag(person: object, subject: Subject) -> str:
    if refusal := may_post(person):
        return refusal
    if subject.author == person:
        return _("This is your own. You can edit it, or take it back, without a flag.")
    if not subject.is_public:
        return _("This is no longer public, so there is nothing left to flag.")
    return ""


def may_flag_member(person: object, member: User) -> str:
    """Report a profile: what it says, or how its member behaves."""
    if refusal := may_post(person):
        return refusal
    if member == person:
        return _("This is your own profile. You can change it in your settings.")
    if not member.is_active:
        return _("This account is closed, so there is nothing left to flag.")
    return ""


def may_answer(person: object, comment: Comment) -> str:
    """Whoever flagged a comment leaves the answer to others: a flag asks for a judge, and who asked
    for one does not go on quarrelling."""
    flagger = getattr(person, "pk", None)
    flag = Flag.objects.filter(comment=comment, flagger=flagger).first() if flagger else None
    if flag is None:
        return ""
    if flag.state == FlagState.WAITING:
        return _(
            "You flagged this, so you cannot answer it as well. You can take the flag back: choose "
            "‘Flag’ once more."
        )
    return _("You flagged this, so you cannot answer it as well.")


def may_act(moderator: object, subject: Subject) -> str:
    """Nobody judges their own case."""
    if not roles.is_moderator(moderator):
        return _("Only moderators can do this.")
    if subject.author == moderator:
        return _("You wrote this yourself, so another moderator has to decide about it.")
    return ""


def may_lock(person: object, article: Article) -> str:
    """The essay's author may close their own debate; moderators may close any."""
    if roles.is_moderator(person):
        return ""
    if article.author == person:
        return may_post(person)
    return _("Only the essay’s author and moderators can do this.")


def may_unlock(person: object, article: Article, locked_by: object) -> str:
    """What a moderator closed is not the essay's author's to open again."""
    if refusal := may_lock(person, article):
        return refusal
    if roles.is_moderator(person) or locked_by == person:
        return ""
    return _("A moderator locked this debate, so only a moderator can open it again.")


def fits(act: Act, subject: Subject) -> str:
    """Does the act lead anywhere from the state the subject is in?"""
    if not subject.comment and subject.state == ArticleState.WITHDRAWN:
        return _("Its author has withdrawn this essay, so nobody else can read it now.")
    if subject.comment and subject.state == CommentState.DELETED:
        return _("Its author has deleted this comment meanwhile.")
    states = COMMENT_STATES if subject.comment else ARTICLE_STATES
    if subject.state in states.get(act, set()):
        return ""
    if act == Act.RESTORE:
        return _("This is public already, so there is nothing to restore.")
    return _("This is not public any more, so this act would change nothing.")


def lock_fits(act: Act, article: Article) -> str:
    if article.state == ArticleState.DRAFT:
        return _("This essay is not published yet, so it has no debate.")
    if act == Act.LOCK and article.locked_at:
        return _("This debate is locked already.")
    if act == Act.UNLOCK and not article.locked_at:
        return _("This debate is open already.")
    return ""


def is_reasoned(act: Act, rule: Rule | None, reason: str) -> str:
    """Every act has a reason; one that takes something from people names the rule as well."""
    if not reason.strip():
        return _("Give a reason: the author and the public log will show it.")
    if len(reason) > REASON_MAX:
        return _("Keep the reason to %(limit)s characters; it has %(length)s.") % {
            "limit": REASON_MAX,
            "length": len(reason),
        }
    if rule is None and act in (Act.HIDE, Act.REMOVE):
        return _("Choose the rule that this breaks.")
    return ""
