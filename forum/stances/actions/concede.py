"""The essay's author gives way to an argument: concedes a claim, or amends the thesis."""

from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.speaking import in_words_for_all
from forum.articles.actions.amend import amend_thesis
from forum.articles.actions.draft import lock
from forum.articles.models import Article, Claim
from forum.comments.models import Comment
from forum.notifications.actions import tell, untell
from forum.notifications.models import Kind
from forum.pages import versions
from forum.refusals import Refused, refuse_if
from forum.stances import rules
from forum.stances.models import NOTE_MIN, Concession


@transaction.atomic
def concede_claim(
    author: User, comment: Comment, claim: Claim, is_whole: bool, note: str
) -> Concession:
    """Concede the claim to the comment, wholly or in part, with a note for the essay.

    The same form sent twice concedes once. Raises Refused: 403 for who may not, 400 for a note that
    is none, 409 when the comment or the claim is gone, or this was conceded before.
    """
    comment = _checked(author, comment, note)
    claim.refresh_from_db(fields=["gone_in"])
    refuse_if(rules.is_made(claim), HTTPStatus.CONFLICT)
    for earlier in Concession.objects.filter(comment=comment, claim=claim):
        if (earlier.is_whole, earlier.note) == (is_whole, note.strip()):
            return earlier
        if earlier.is_whole or not is_whole:
            sentence = _("You have conceded {name} to this argument already.")
            raise Refused(sentence.format(name=claim.name), HTTPStatus.CONFLICT)
    return _keep(comment, note, claim=claim, is_whole=is_whole)


@transaction.atomic
def amend(author: User, comment: Comment, thesis: str, note: str) -> Concession:
    """Amend the thesis because of the comment; the note goes with the essay's new revision.

    Raises Refused as `concede_claim` does, and 400 for a thesis that is none or not another one.
    """
    comment = _checked(author, comment, note)
    before, thesis = comment.article.thesis, " ".join(thesis.split())
    if thesis == before:
        sent_before = Concession.objects.filter(
            comment=comment, thesis_after=thesis, note=note.strip()
        ).last()
        if sent_before:
            return sent_before
        sentence = _("This is the thesis as it stands. Change it, or concede a claim instead.")
        raise Refused(sentence, HTTPStatus.BAD_REQUEST)
    with in_words_for_all():
        said = _("Amended the thesis because of an argument. {note}").format(note=note.strip())
    comment.article = amend_thesis(author, comment.article, thesis, said)
    return _keep(comment, note, thesis_before=before, thesis_after=thesis)


@transaction.atomic
def unconcede(author: User, concession: Concession) -> None:
    """Take it back as long as that may be, and the notice of it."""
    _lock(concession.article)
    refuse_if(rules.may_unconcede(author, concession))
    Concession.objects.filter(pk=concession.pk).delete()
    if not Concession.objects.filter(comment=concession.comment_id).exists():
        untell(Kind.CONCEDED, actor=author, comment=concession.comment)


def _lock(article: Article) -> Article:
    """Its row, held: what is conceded stands on its pages."""
    locked = lock(article)
    versions.touch(versions.article(article.pk))
    return locked


def _checked(author: User, comment: Comment, note: str) -> Comment:
    """The comment as it is now, with its essay's lock held, after the rules were asked."""
    refuse_if(rules.is_reason(note, NOTE_MIN), HTTPStatus.BAD_REQUEST)
    article = _lock(comment.article)
    comment = Comment.objects.select_related("author").get(pk=comment.pk)
    comment.article = article
    refuse_if(rules.may_concede(author, comment))
    refuse_if(rules.is_shown(comment), HTTPStatus.CONFLICT)
    return comment


def _keep(comment: Comment, note: str, **what: object) -> Concession:
    """Keep it and tell the comment's author."""
    conceded = Concession.objects.create(
        article=comment.article, comment=comment, note=note.strip(), **what
    )
    article = comment.article
    tell(comment.author, Kind.CONCEDED, actor=article.author, article=article, comment=comment)
    return conceded
