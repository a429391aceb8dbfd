"""The admin site: behind the site's own log-in, and no way around the rules."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from forum.notifications import actions as notifications
from forum.notifications.models import Kind, Watch

pytestmark = pytest.mark.django_db
type ClientOf = Callable[[User], Client]

MEMBERS = "/admin/accounts/user/"


def do(client: Client, url: str, action: str, *rows: User | Watch) -> str:
    data = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(url, data, follow=True).text


def test_a_visitor_logs_in_at_the_sites_own_page(client: Client) -> None:
    answer = client.get(MEMBERS, follow=True)
    assert answer.redirect_chain[-1][0] == f"/accounts/login/?next={MEMBERS}"


@pytest.mark.parametrize("url", ["/admin/", "/admin/login/", f"/admin/login/?next={MEMBERS}"])
def test_a_member_is_told_why_not_and_goes_round_in_no_circle(
    member: User, client_of: ClientOf, url: str
) -> None:
    answer = client_of(member).get(url, follow=True)
    assert answer.status_code == 403
    assert "Only administrators may enter here" in answer.text
    assert len(answer.redirect_chain) <= 1


def test_a_moderator_is_no_administrator(moderator: User, client_of: ClientOf) -> None:
    assert client_of(moderator).get("/admin/", follow=True).status_code == 403


def test_members_are_found_and_filtered(
    administrator: User, member: User, client_of: ClientOf
) -> None:
    inside = client_of(administrator)
    assert "gregor" in inside.get(MEMBERS, {"q": "gregor@example"}).text
    assert "gregor@" not in inside.get(MEMBERS, {"role__exact": "moderator"}).text


def test_a_role_is_given_by_the_action_and_the_list_says_so(
    administrator: User, member: User, client_of: ClientOf
) -> None:
    assert "Done for 1 row." in do(client_of(administrator), MEMBERS, "make_moderator", member)
    member.refresh_from_db()
    assert member.role == Role.MODERATOR


def test_the_rule_holds_in_the_admin_site_too(
    administrator: User, member: User, client_of: ClientOf
) -> None:
    page = do(client_of(administrator), MEMBERS, "close", administrator, member)
    assert "your own account" in page
    assert "Done for 1 row." in page
    administrator.refresh_from_db()
    member.refresh_from_db()
    assert (administrator.is_active, member.is_active) == (True, False)


@pytest.mark.parametrize("action", ["make_member", "make_administrator", "reopen", "clear_profile"])
def test_every_action_of_members_runs(
    administrator: User, member: User, client_of: ClientOf, action: str
) -> None:
    assert "Done for 1 row." in do(client_of(administrator), MEMBERS, action, member)


def test_nothing_can_be_typed_over(administrator: User, member: User, client_of: ClientOf) -> None:
    inside = client_of(administrator)
    url = f"{MEMBERS}{member.pk}/change/"
    assert inside.get(url).status_code == 200
    assert inside.post(url, {"username": "other", "role": "administrator"}).status_code == 403
    assert inside.get(f"{MEMBERS}add/").status_code == 403
    assert inside.post(f"{MEMBERS}{member.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="gregor", role=Role.MEMBER).exists()


def test_only_what_is_ours_is_there_and_no_secrets_that_allauth_keeps() -> None:
    assert reverse("admin:index")  # the admin modules are loaded with the site's addresses
    modules = {model.__module__.partition(".")[0] for model in admin.site._registry}
    assert modules == {"accounts", "forum"}


def test_notices_and_watches_are_looked_up_and_ended(
    administrator: User, author: User, member: User, client_of: ClientOf
) -> None:
    inside = client_of(administrator)
    notifications.follow(member, author)
    notifications.tell(author, Kind.MODERATION, text=lambda: "A comment was hidden.")
    assert "Ines Okafor" in inside.get("/admin/notifications/notification/", {"q": "hidden"}).text
    notice = author.notifications.get()
    assert "Done for 1" in do(inside, "/admin/notifications/notification/", "mark_read", notice)
    assert "Done for 1" in do(inside, "/admin/notifications/watch/", "end", Watch.objects.get())
    assert not Watch.objects.exists()
    assert inside.get("/admin/notifications/watch/", {"q": "gregor"}).status_code == 200


def test_the_way_out_and_the_password_are_the_sites_own(
    administrator: User, client_of: ClientOf
) -> None:
    inside = client_of(administrator)
    assert inside.get("/admin/password_change/").url == "/accounts/password/change/"
    assert inside.post("/admin/logout/").url == "/"
    assert inside.get("/admin/").status_code == 302


def test_what_is_registered_passes_djangos_checks() -> None:
    """Said here, for `manage.py check` may come to them before the site's addresses are loaded."""
    assert reverse("admin:index")
    assert admin.site.check(None) == []
