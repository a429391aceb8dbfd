"""Changes to members: the profile they edit, how the site looks to them, whom they mute, the roles
they are given, accounts that are closed."""

import secrets
from functools import partial
from http import HTTPStatus

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import Departure, Mute, User
from accounts.roles import Role
from forum.pages import versions
from forum.refusals import refuse_if


@transaction.atomic
def edit_profile(person: User, name: str, bio: str) -> None:
    refuse_if(rules.may_post(person))
    set_profile(person, name, bio)
    versions.touch(versions.SITE)


def set_profile(person: User, name: str, bio: str) -> None:
    """Write the profile, for a moderator. Whether it may be done, and why, is moderation's; the
    name stands on every page, so the caller touches the site, last."""
    person.name, person.bio = name, bio
    person.save(update_fields=["name", "bio"])


def set_avatar(person: User, file: UploadedFile) -> None:
    """Keep the middle of the picture, made anew, in the place of the one before.

    Raises Refused: 403 for who may not, 400 for what is not a picture or is too large.
    """
    refuse_if(rules.may_post(person))
    from forum.uploads import imaging  # Pillow's 8 MB, in the processes that take pictures only

    picture = imaging.square_copy(file.open(), file.size or 0)
    # Outside any transaction: a bucket may take its time. The name is drawn, so no two members
    # have one file, and browsers may keep each for ever.
    name = f"{secrets.token_hex(12)}.{picture.ending}"
    default_storage.save(name, ContentFile(picture.content))
    try:
        _change_avatar(person, name)
    except BaseException:
        default_storage.delete(name)
        raise


def remove_avatar(person: User) -> None:
    """From now on the drawing stands for them. Whoever may not write may still do this."""
    _change_avatar(person, "")


@transaction.atomic
def _change_avatar(person: User, name: str) -> None:
    """The file before goes once it is certain that the row names it no more."""
    row = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    before, row.avatar, person.avatar = row.avatar, name, name
    row.save(update_fields=["avatar"])
    if before:
        transaction.on_commit(partial(default_storage.delete, before), robust=True)


def set_theme(person: User, theme: str) -> None:
    person.theme = theme
    person.save(update_fields=["theme"])


def set_words(person: User, time_zone: str, language: str | None = None) -> None:
    """In which language they read, unless there is only one, and by which clock; '' for the
    site's."""
    person.time_zone = time_zone
    person.language = person.language if language is None else language
    person.save(update_fields=["language", "time_zone"])


@transaction.atomic
def mute(member: User, person: User) -> None:
    """From now on the person's comments are folded for this member, and no notice tells of them.
    Twice is once; the person is not told."""
    refuse_if(rules.may_mute(member, person))
    User.objects.select_for_update(no_key=True).get(pk=member.pk)  # one list, one writer
    others = Mute.objects.filter(member=member).exclude(muted=person).count()
    refuse_if(rules.has_room_for_mutes(others), HTTPStatus.CONFLICT)
    Mute.objects.get_or_create(member=member, muted=person)


def unmute(member: User, person: User) -> None:
    Mute.objects.filter(member=member, muted=person).delete()


def give_role(giver: User, person: User, role: str) -> None:
    """Make the person a member, a moderator or an administrator."""
    refuse_if("" if role in Role.values else _("There is no such role."), HTTPStatus.BAD_REQUEST)
    _administer(giver, person, role=role)


def close(giver: User, person: User) -> None:
    """Switch the account off: nobody can log in to it, and its profile is gone."""
    _administer(giver, person, is_active=False)


def reopen(giver: User, person: User) -> None:
    """Not of who is being erased: there is no way back any more."""
    begun = Departure.objects.filter(member=person, begun_at__isnull=False).exists()
    refuse_if(_("They left for good, and are being erased.") if begun else "", HTTPStatus.CONFLICT)
    _administer(giver, person, is_active=True)


@transaction.atomic
def clear_profile(giver: User, person: User) -> None:
    """Take away a display name, a bio and a picture that break the rules."""
    _administer(giver, person, name="", bio="")
    remove_avatar(person)


@transaction.atomic
def _administer(giver: User, person: User, **changes: object) -> None:
    """Both accounts are locked first: two administrators who demote each other at the same moment
    would leave the site without any."""
    both = User.objects.select_for_update().filter(pk__in=[giver.pk, person.pk]).order_by("pk")
    fresh = {user.pk: user for user in both}
    refuse_if(rules.may_administer(fresh.get(giver.pk), fresh.get(person.pk)))
    for field, value in changes.items():
        setattr(person, field, value)
    person.save(update_fields=list(changes))
    versions.touch(versions.SITE)
