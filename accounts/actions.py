"""Changes to members: the profile they edit, whom they mute, the roles they are given, accounts
that are closed."""

from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import Mute, User
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
    _administer(giver, person, is_active=True)


def clear_profile(giver: User, person: User) -> None:
    """Take away a display name and a bio that break the rules."""
    _administer(giver, person, name="", bio="")


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
