"""Keep what a member types into the form for an argument; throw it away."""

import uuid
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments import rules
from forum.comments.models import DRAFTS_MAX, Comment, CommentDraft
from forum.refusals import refuse_if


@dataclass(frozen=True)
class Typed:
    """What is in the form, finished or not: as the fields of a draft."""

    source: str
    position: str = ""
    claim: int | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Sheet:
    """The form that is typed into: what it answers (the number of a comment, 0 for the essay), its
    token, the edition of the draft that it began with, and the window it stands in."""

    article: Article
    answers: int
    token: uuid.UUID
    edition: int = 0
    tab: uuid.UUID | None = None


def keep_draft(member: User, sheet: Sheet, typed: Typed) -> CommentDraft | None:
    """Keep the words; None if there are none to keep, or they were posted meanwhile.

    Nothing is written over that another device saved since this one looked: then what is newer
    becomes a draft of its own, which the form shows from then on, and the older one stays among
    the drafts. Raises Refused, 400, for what no argument can be and for too many drafts.
    """
    refuse_if(rules.is_text(typed.source), HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        if Comment.objects.filter(author=member, token=sheet.token).exists():
            return None
        draft = _draft_of(member, sheet)
        if not typed.source.strip():
            if draft:
                draft.delete()
            return None
        if draft is None:
            return _begin(member, sheet, typed)
        if _typed(draft) != typed:
            _save(draft, sheet, typed)
    return draft


def discard_draft(draft: CommentDraft) -> None:
    draft.delete()


def forget_posted(member: User, token: uuid.UUID) -> None:
    """What was posted is no draft any more."""
    CommentDraft.objects.filter(member=member, token=token).delete()


def _draft_of(member: User, sheet: Sheet) -> CommentDraft | None:
    """The draft that this form goes on with, locked: its own, unless another device has saved it
    since; then the one that this window made instead, if it did."""
    mine = CommentDraft.objects.filter(member=member).select_for_update()
    draft = mine.filter(token=sheet.token).first()
    if draft is None or sheet.edition == draft.edition or sheet.tab == draft.saved_in:
        return draft
    place = {"article": sheet.article, "answers": sheet.answers}
    return mine.filter(saved_in=sheet.tab, **place).first()


def _begin(member: User, sheet: Sheet, typed: Typed) -> CommentDraft:
    """A new draft; under another token where another device has written under this form's."""
    drafts = CommentDraft.objects.filter(member=member)
    posted = Comment.objects.filter(author=member, token__in=drafts.values("token"))
    drafts.filter(token__in=posted.values("token")).delete()
    if drafts.count() >= DRAFTS_MAX:
        sentence = _(
            "You have {n} drafts, and more are not kept. Post or discard one of them first."
        )
        refuse_if(sentence.format(n=DRAFTS_MAX), HTTPStatus.BAD_REQUEST)
    place = {"article": sheet.article, "answers": sheet.answers}
    words = asdict(typed) | place | {"saved_in": sheet.tab, "saved_at": timezone.now()}
    draft, is_new = drafts.get_or_create(member=member, token=sheet.token, defaults=words)
    if is_new or draft.saved_in == sheet.tab:  # the same form, sent twice in one moment
        return draft
    return drafts.create(member=member, **words)


def _save(draft: CommentDraft, sheet: Sheet, typed: Typed) -> None:
    for name, value in asdict(typed).items():
        setattr(draft, name, value)
    draft.edition += 1
    draft.saved_in, draft.saved_at = sheet.tab, timezone.now()
    draft.save()


def _typed(draft: CommentDraft) -> Typed:
    return Typed(**{name: getattr(draft, name) for name in asdict(Typed(""))})
