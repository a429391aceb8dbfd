"""Who may change what a member is."""

import pytest

from accounts import actions, roles
from accounts.models import User
from accounts.roles import Role
from forum.refusals import Refused
from tests.cast import make_user

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_a_moderator(administrator: User, member: User) -> None:
    actions.give_role(administrator, member, Role.MODERATOR)
    member.refresh_from_db()
    assert roles.is_moderator(member)


def test_nobody_gives_a_role_to_themselves(administrator: User) -> None:
    with pytest.raises(Refused, match="your own account"):
        actions.give_role(administrator, administrator, Role.MEMBER)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR])
def test_only_administrators_give_roles(member: User, role: str) -> None:
    giver = make_user("giver", role=role)
    with pytest.raises(Refused, match="Only administrators"):
        actions.give_role(giver, member, Role.MODERATOR)


def test_an_unknown_role_is_refused(administrator: User, member: User) -> None:
    with pytest.raises(Refused) as refusal:
        actions.give_role(administrator, member, "king")
    assert refusal.value.status == 400


def test_who_was_demoted_meanwhile_acts_no_more(administrator: User, member: User) -> None:
    """The page was opened as administrator; the rule is asked of the database, under a lock."""
    User.objects.filter(pk=administrator.pk).update(role=Role.MEMBER)
    with pytest.raises(Refused):
        actions.close(administrator, member)


def test_a_closed_account_is_no_moderator_until_it_is_reopened(
    administrator: User, moderator: User
) -> None:
    actions.close(administrator, moderator)
    moderator.refresh_from_db()
    assert not roles.is_moderator(moderator)
    actions.reopen(administrator, moderator)
    moderator.refresh_from_db()
    assert roles.is_moderator(moderator)


def test_a_profile_that_breaks_the_rules_is_cleared(administrator: User) -> None:
    rude = make_user("rude", "Rude Name", bio="Rude words.")
    actions.clear_profile(administrator, rude)
    rude.refresh_from_db()
    assert (rude.name, rude.bio) == ("", "")
