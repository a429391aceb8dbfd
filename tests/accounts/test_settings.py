"""The page of settings: each section saves itself, refuses with a sentence, and loses nothing."""

import re
from collections.abc import Callable

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts import actions
from accounts.models import User
from tests.cast import client_of, make_members

pytestmark = pytest.mark.django_db

HERE = "/members/me/"
TWO = [("en-gb", "English"), ("de", "Deutsch")]


def send(client: Client, section: str, **fields: object) -> object:
    return client.post(HERE, {"section": section, **fields})


def test_everything_one_can_set_is_on_the_page_or_one_link_away(member: User) -> None:
    page = client_of(member).get(HERE).text
    for place in ("profile", "picture", "look", "words", "notices", "mutes", "way-in", "leaving"):
        assert f'<section id="{place}"' in page
    names = ("account_email", "account_change_password", "mfa_list_webauthn", "mfa_index")
    for name in (*names, "usersessions_list", "exchange:takeout", "moderation:mine"):
        assert page.count(f'href="{reverse(name)}"') >= 2, name  # in the contents, and said
    assert re.findall(r"<h1>[^<]*</h1>", page) == ["<h1>Settings</h1>"]


def test_each_section_saves_itself_and_leaves_the_others_alone(member: User) -> None:
    client = client_of(member)
    for section, fields in (
        ("profile", {"name": "G. Maas", "bio": "Bees."}),
        ("look", {"theme": "dark"}),
        ("words", {"time_zone": "Asia/Tokyo"}),
    ):
        answer = send(client, section, **fields)
        assert answer.url == f"{HERE}?saved={section}#{section}"
        assert client.get(answer.url).text.count("Saved.") == 1
    member.refresh_from_db()
    assert (member.name, member.bio) == ("G. Maas", "Bees.")
    assert (member.theme, member.time_zone, member.language) == ("dark", "Asia/Tokyo", "")


def test_a_choice_can_be_taken_back(member: User) -> None:
    User.objects.filter(pk=member.pk).update(theme="dark", time_zone="Asia/Tokyo")
    client = client_of(member)
    send(client, "look", theme="")
    send(client, "words", time_zone="")
    member.refresh_from_db()
    assert (member.theme, member.time_zone) == ("", "")


@pytest.mark.parametrize(
    ("section", "fields", "sentence"),
    [
        ("look", {"theme": "sepia"}, "There is no such theme."),
        ("look", {"theme": '"><script>'}, "There is no such theme."),
        ("words", {"time_zone": "Mars/Olympus"}, "There is no time zone ‘Mars/Olympus’."),
        ("words", {"time_zone": "../../etc/passwd"}, "There is no time zone ‘../../etc/passwd’."),
        ("words", {"time_zone": "Europe"}, "There is no time zone ‘Europe’."),
        ("words", {"time_zone": "x" * 5_000}, "There is no time zone"),
        ("profile", {"name": "x" * 61}, "at most 60 characters"),
        ("profile", {"name": "Gregor\u202e", "bio": "kept"}, "kept</textarea>"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    member: User, section: str, fields: dict[str, str], sentence: str
) -> None:
    answer = send(client_of(member), section, **fields)
    assert answer.status_code == 400
    before, _, after = answer.text.partition(f'<section id="{section}"')
    assert 'class="errorlist' in after.partition("</section>")[0]
    assert 'class="errorlist' not in before
    assert sentence in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")
    assert User.objects.get(pk=member.pk).theme == ""


@override_settings(LANGUAGES=TWO)
def test_a_language_is_chosen_among_those_that_the_site_speaks(member: User) -> None:
    client = client_of(member)
    assert "Deutsch" in client.get(HERE).text
    refused = send(client, "words", language="tlh", time_zone="Asia/Tokyo")
    assert "does not speak this language" in refused.text
    assert '<option value="Asia/Tokyo" selected>' in refused.text  # nothing chosen is lost
    assert User.objects.get(pk=member.pk).time_zone == ""
    send(client, "words", language="de", time_zone="")
    assert User.objects.get(pk=member.pk).language == "de"
    assert '<html lang="de">' in client.get("/").text
    assert '<html lang="en-gb">' in Client().get("/").text
    accepts = Client().get("/", headers={"Accept-Language": "de"})
    assert '<html lang="en-gb">' in accepts.text


@override_settings(LANGUAGES=[("en-gb", "English")])
def test_where_there_is_one_language_there_is_none_to_choose(member: User) -> None:
    client = client_of(member)
    assert "id_language" not in client.get(HERE).text
    User.objects.filter(pk=member.pk).update(language="de")  # when it was offered
    assert send(client, "words", language="nonsense", time_zone="UTC").status_code == 302
    assert User.objects.get(pk=member.pk).language == "de"


def test_a_stored_zone_that_is_no_more_shows_as_the_site_s(member: User) -> None:
    User.objects.filter(pk=member.pk).update(time_zone="Mars/Olympus")
    page = client_of(member).get(HERE)
    assert page.status_code == 200
    assert "Mars" not in page.text


def test_a_section_that_is_none_is_not_there(member: User) -> None:
    assert send(client_of(member), "role", role="administrator").status_code == 404
    send(client_of(member), "look", theme="dark", role="administrator", is_active="")
    member.refresh_from_db()
    assert (member.role, member.is_active) == ("member", True)


def test_visitors_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get(HERE).status_code == 302
    assert send(client, "look", theme="dark").status_code == 403


def test_the_last_muted_are_among_the_settings_and_unmuted_there(member: User) -> None:
    people = make_members(6)
    for person in people:
        actions.mute(member, person)
    client = client_of(member)
    page = client.get(HERE).text
    assert people[0].username not in page
    assert page.count("/unmute/") == 5
    unmute = reverse("accounts:unmute", args=[people[5].username])
    assert client.post(unmute, {"next": f"{HERE}#mutes"}).url == f"{HERE}#mutes"
    assert people[0].username in client.get(HERE).text


def test_the_list_of_muted_people_goes_page_by_page(member: User, same_queries: Callable) -> None:
    people = make_members(60)
    for person in people:
        actions.mute(member, person)
    client = client_of(member)
    first = client.get(reverse("accounts:muted"))
    assert [m.muted for m in first.context["mutes"]] == people[:9:-1]
    second = client.get(f"{reverse('accounts:muted')}?before={first.context['before']}")
    assert [m.muted for m in second.context["mutes"]] == people[9::-1]
    assert second.context["before"] is None
    for nonsense in ("x", "-1", "9" * 40, "²"):
        assert client.get(f"{reverse('accounts:muted')}?before={nonsense}").status_code == 200


def test_the_settings_cost_the_same_however_many_are_muted(
    member: User, same_queries: Callable
) -> None:
    client = client_of(member)

    def mute(how_many: int) -> None:
        for person in make_members(how_many):
            actions.mute(member, person)

    same_queries(mute, lambda: client.get(HERE))
