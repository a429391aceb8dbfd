"""A reader flags a comment, an essay or a profile, or takes a flag back that still waits."""

from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.counting import lock_article
from forum.comments.models import Comment
from forum.moderation import rules
from forum.moderation.actions.weigh import hold_if_enough
from forum.moderation.cases import keep_case
from forum.moderation.models import NOTE_MAX, Flag, FlagState, Rule
from forum.moderation.subject import Subject
from forum.refusals import refuse_if


def flag(
    flagger: User, comment: Comment | None, article: Article, rule: Rule, note: str = ""
) -> Flag:
    """Write the flag, one for each reader; with it, the comment may have had enough of them to be
    held. Raises `Refused`; flagging again is a conflict."""
    _check_note(note)
    with transaction.atomic():
        subject = Subject(lock_article(article.pk), comment)
        if comment:
            comment.refresh_from_db(fields=["state"])  # as it is under the lock
        refuse_if(rules.may_flag(flagger, subject))
        about = {"flagger": flagger, "comment": comment, "article": article}
        new = _write_once(about, rule, note)
        if comment:
            hold_if_enough(comment)
        keep_case(comment or article)
    return new


def flag_member(flagger: User, member: User, rule: Rule, note: str = "") -> Flag:
    """Flag a profile: its name, what it says of its member, or how they behave. Raises `Refused`;
    flagging again before a moderator has decided is a conflict."""
    refuse_if(rules.may_flag_member(flagger, member))
    _check_note(note)
    with transaction.atomic():
        _lock_member(member)
        about = {"flagger": flagger, "member": member, "state": FlagState.WAITING}
        new = _write_once(about, rule, note)
        keep_case(member)
    return new


@transaction.atomic
def unflag(flag: Flag) -> None:
    """Take back a flag on which nobody has decided. What it was about may be answered again."""
    thing = flag.comment or flag.article or flag.member
    if thing is None:  # one of the three is there: a constraint says so
        return
    if flag.article_id:
        lock_article(flag.article_id)
    elif flag.member:
        _lock_member(flag.member)
    gone, _kinds = Flag.objects.filter(pk=flag.pk, state=FlagState.WAITING).delete()
    if not gone:
        refuse_if(
            _("A moderator decided about this meanwhile, so the flag cannot be taken back."),
            HTTPStatus.CONFLICT,
        )
    keep_case(thing)


def _write_once(about: dict[str, Any], rule: Rule, note: str) -> Flag:
    """The new flag. Raises Refused (409) when this reader has flagged it already."""
    words = {"rule": rule, "note": note.strip()}
    flag, is_new = Flag.objects.get_or_create(**about, defaults=words)
    if not is_new:
        refuse_if(_("You have flagged this already. Once is enough."), HTTPStatus.CONFLICT)
    return flag


def _check_note(note: str) -> None:
    if len(note) > NOTE_MAX:
        refuse_if(_("The note is too long."), HTTPStatus.BAD_REQUEST)


def _lock_member(member: User) -> None:
    """Flags on a profile are written and settled one by one."""
    User.objects.select_for_update(no_key=True).get(pk=member.pk)
