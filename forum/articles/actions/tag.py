"""Tidy tags, for an administrator."""

from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from forum.articles.models import Tag
from forum.pages import versions
from forum.refusals import Refused


def delete_unused(tag: Tag) -> None:
    """Remove a tag that no essay bears. Raises Refused, 409, if one does."""
    with transaction.atomic():
        if tag.articles.exists():
            raise Refused(_("An essay bears this tag."), HTTPStatus.CONFLICT)
        tag.delete()
        versions.touch(versions.SHELF)  # its own page, which was empty, is gone
