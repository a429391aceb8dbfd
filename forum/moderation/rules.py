"""Who may flag, and who may act on what. Each rule returns the refusal as a sentence, or ''."""

from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from accounts.rules import may_post
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation.models import (
    REASON_MAX,
    TAKING,
    Act,
    Flag,
    FlagState,
    LogEntry,
    Rule,
    Scope,
)
from forum.moderation.subject import Subject

# From which states an act leads somewhere. Keeping needs something that is public.
COMMENT_STATES = {
    Act.KEEP: {CommentState.VISIBLE},
    Act.APPROVE: {CommentState.HELD},
    Act.HOLD: {CommentState.VISIBLE},
    Act.HIDE: {CommentState.VISIBLE, CommentState.HELD},
    Act.REMOVE: {CommentState.VISIBLE, CommentState.HELD, CommentState.HIDDEN},
    Act.RESTORE: {CommentState.HIDDEN, CommentState.REMOVED},
}
# After these a comment stands because a moderator looked at it.
PUBLIC_BY = [Act.KEEP, Act.APPROVE, Act.RESTORE]
# What can be done to many comments at once, and to how many: writers wait for it meanwhile.
FOR_MANY = [Act.HIDE, Act.REMOVE, Act.APPROVE, Act.RESTORE]
MANY = 5_000
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


def may_edit_rules(person: object) -> str:
    """Moderators judge by the rules, so they do not write them alone."""
    return "" if roles.is_administrator(person) else _("Only administrators change the rules.")


def may_act(moderator: object, subject: Subject) -> str:
    """Nobody judges their own case."""
    if not roles.is_moderator(moderator):
        return _("Only moderators can do this.")
    if subject.author == moderator:
        return _("You wrote this yourself, so another moderator has to decide about it.")
    return ""


def may_decide(act: Act, person: User, subject: Subject) -> str:
    """May this person do this act to it? To hold a comment is a power of the essay's author too."""
    if act == Act.HOLD and _is_authors_debate(person, subject.article):
        return may_hold(person, subject)
    return may_act(person, subject) or _flagged_it(person, subject)


def may_hold(author: User, subject: Subject) -> str:
    """An essay's author takes a comment of others out of sight, once, for a moderator to decide."""
    if refusal := may_post(author):
        return refusal
    if subject.author == author:
        return _("This is your own. You can delete it instead.")
    decided = LogEntry.objects.filter(comment=subject.comment, act__in=PUBLIC_BY, undone_by=None)
    if decided.exclude(moderator=author).exists():
        return _("A moderator has looked at this comment and left it public, so it stays.")
    return ""


def has_a_say(person: User, article: Article) -> bool:
    """Moderators, and the essay's author, keep its debate."""
    return roles.is_moderator(person) or article.author_id == person.pk


def _is_authors_debate(person: User, article: Article) -> bool:
    """Moderators act as such in their own debates too, but for what they wrote themselves."""
    return article.author_id == person.pk and not roles.is_moderator(person)


def _flagged_it(moderator: User, subject: Subject) -> str:
    """Who brought a matter up does not decide it."""
    if Flag.objects.filter(subject.rows, flagger=moderator).exists():
        return _("You flagged this yourself, so another moderator has to decide about it.")
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
    if act == Act.RESTORE and subject.state != CommentState.HELD:
        return _("This is public already, so there is nothing to restore.")
    if act == Act.APPROVE and subject.state == CommentState.VISIBLE:
        return _("This is public already, so there is nothing to approve.")
    if subject.comment and subject.state == CommentState.HELD:
        return _("This waits for a decision: approve, hide or remove it.")
    return _("This is not public any more, so this act would change nothing.")


def lock_fits(act: Act, article: Article) -> str:
    if article.state == ArticleState.DRAFT:
        return _("This essay is not published yet, so it has no debate.")
    if act == Act.LOCK and article.locked_at:
        return _("This debate is locked already.")
    if act == Act.UNLOCK and not article.locked_at:
        return _("This debate is open already.")
    return ""


def may_undo(person: User, entry: LogEntry) -> str:
    """A moderator takes back an act, another's or their own; an essay's author what they did in
    their own debate. Nobody undoes what was done to themselves."""
    if not roles.is_moderator(person):
        if entry.by_essays_author and entry.moderator_id == person.pk:
            return may_post(person)
        return _("Only moderators can do this.")
    if entry.moderator_id == person.pk:
        return ""
    if entry.member_id == person.pk or entry.statements.filter(member=person).exists():
        return _("This was done to you, so another moderator has to decide about it.")
    if entry.flags.filter(flagger=person).exists():
        return _("You flagged this yourself, so another moderator has to decide about it.")
    if entry.scope == Scope.MEMBER and entry.member and roles.is_moderator(entry.member):
        return may_administer(person)
    return ""


def may_administer(person: User) -> str:
    if roles.is_administrator(person):
        return ""
    return _("Only administrators act on a moderator’s account.")


def undo_fits(entry: LogEntry) -> str:
    """Is it an act that can be taken back, and was it not taken back yet?"""
    if entry.act in (Act.UNDO, Act.UPHOLD, Act.REVERSE):
        return _("This entry says what became of an earlier act, so there is nothing to undo.")
    earlier = LogEntry.objects.filter(undoes=entry).select_related("moderator").first()
    if earlier:
        return _("%(moderator)s has undone this already, saying: ‘%(reason)s’") % {
            "moderator": earlier.moderator or _("A former moderator"),
            "reason": earlier.reason,
        }
    return ""


def is_last(entry: LogEntry) -> str:
    """Was the same thing decided again since? Then that decision is the one to undo."""
    later = LogEntry.objects.filter(
        id__gt=entry.pk,
        scope=entry.scope,
        article=entry.article,
        comment=entry.comment,
        act__in=_of_the_kind(entry),
        undone_by=None,
    )
    last = later.select_related("moderator").first()
    if last is None:
        return ""
    return _("%(moderator)s %(act)s this since, saying: ‘%(reason)s’ Undo that first.") % {
        "moderator": last.moderator or _("A former moderator"),
        "act": last.get_act_display(),
        "reason": last.reason,
    }


def _of_the_kind(entry: LogEntry) -> list[Act]:
    """The acts of which only the last one holds. Those on members hold beside each other."""
    if entry.scope in (Scope.COMMENT, Scope.ESSAY):
        return [*COMMENT_STATES]
    return [Act.LOCK, Act.UNLOCK] if entry.act in (Act.LOCK, Act.UNLOCK) else []


def is_decision(act: Act) -> str:
    """Is it something that can be done to a comment or an essay?"""
    if act in COMMENT_STATES:
        return ""
    return _("This cannot be done to a comment or an essay.")


def is_reasoned(act: Act, rule: Rule | None, reason: str) -> str:
    """Every act has a reason; one that takes something from people names the rule as well."""
    if not reason.strip():
        return _("Give a reason: the author and the public log will show it.")
    if len(reason) > REASON_MAX:
        return _("Keep the reason to %(limit)s characters; it has %(length)s.") % {
            "limit": REASON_MAX,
            "length": len(reason),
        }
    if rule is None and act in TAKING:
        return _("Choose the rule that this breaks.")
    return ""


def may_act_on_many(moderator: object, member: object | None) -> str:
    """Act at once on what a member wrote, or (None) on what all new members did."""
    if not roles.is_moderator(moderator):
        return _("Only moderators can do this.")
    if member is not None and member == moderator:
        return _("You wrote this yourself, so another moderator has to decide about it.")
    if roles.is_moderator(member) and not roles.is_administrator(moderator):
        return _("Only administrators act on all that a moderator wrote.")
    return ""


def is_for_many(act: Act) -> str:
    return "" if act in FOR_MANY else _("This cannot be done to many comments at once.")


def are_some(total: int) -> str:
    return "" if total else _("There is no such comment, so nothing was done.")


def are_few_enough(total: int) -> str:
    if total <= MANY:
        return ""
    sentence = _("These are {total} comments; at most {most} can be acted on at once.")
    return sentence.format(total=f"{total:,}", most=f"{MANY:,}")
