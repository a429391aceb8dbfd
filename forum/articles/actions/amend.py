"""Amend the thesis of an essay that was published, and nothing else of it."""

from dataclasses import replace
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles import rules
from forum.articles.actions.draft import lock
from forum.articles.actions.revise import rewrite
from forum.articles.manuscript import Manuscript
from forum.articles.models import NOTE_MAX, THESIS_MAX, Article, WorkingCopy
from forum.refusals import refuse_if


def amend_thesis(author: User, article: Article, thesis: str, note: str) -> Article:
    """Give the essay another thesis, as a revision with this note, shortened if it must be.

    Changes that its author has saved and not published stay so. Raises Refused: 403 for others,
    400 for what no thesis can be.
    """
    refuse_if(_is_thesis(thesis), HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        locked = lock(article)
        refuse_if(rules.may_edit(author, locked))
        before = locked.thesis
        note = note if len(note) <= NOTE_MAX else f"{note[: NOTE_MAX - 1]}…"
        rewrite(locked, replace(Manuscript.of(locked), thesis=thesis, note=note), timezone.now())
        _carry_over(locked, before)
    return locked


def _carry_over(article: Article, before: str) -> None:
    """Changes in waiting take the new thesis over, unless they have one of their own: else they
    would bring the old one back when they are published."""
    copy = WorkingCopy.objects.filter(article=article).first()
    if copy and copy.fields.get("thesis") == before:
        copy.fields["thesis"] = article.thesis
        copy.save(update_fields=["fields"])


def _is_thesis(thesis: str) -> str:
    if not thesis.strip():
        return _("Say in one sentence what the essay argues: none is published without a thesis.")
    if "\0" in thesis:
        return _("This holds a NUL character, which cannot be kept. Please take it out.")
    if len(thesis) > THESIS_MAX:
        return _("This has {length} characters; at most {limit} are possible.").format(
            length=f"{len(thesis):,}", limit=THESIS_MAX
        )
    return ""
