"""A reader flags a comment or an essay."""

from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.counting import lock_article
from forum.comments.models import Comment
from forum.moderation import rules
from forum.moderation.cases import keep_case
from forum.moderation.models import NOTE_MAX, Flag, Rule
from forum.moderation.subject import Subject
from forum.refusals import refuse_if


def flag(
    flagger: User, comment: Comment | None, article: Article, rule: Rule, note: str = ""
) -> Flag:
    """Write the flag, one for each reader. Raises `Refused`; flagging again is a conflict."""
    subject = Subject(article, comment)
    refuse_if(rules.may_flag(flagger, subject))
    if len(note) > NOTE_MAX:
        refuse_if(_("The note is too long."), HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        lock_article(article.pk)
        flag, is_new = Flag.objects.get_or_create(
            flagger=flagger,
            comment=comment,
            article=article,
            defaults={"rule": rule, "note": note.strip()},
        )
        keep_case(comment or article)
    if not is_new:
        refuse_if(_("You have flagged this already. Once is enough."), HTTPStatus.CONFLICT)
    return flag
