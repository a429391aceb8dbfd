"""A member asks to leave, may come back for fourteen days, and finds everything as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Departure, User
from forum.leaving import actions
from forum.leaving.erase import begin, erase
from forum.refusals import Refused
from tests.cast import PASSWORD, client_of, make_article, make_comment, make_user

pytestmark = pytest.mark.django_db
PAGE = "/members/me/leave/"


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    """What is to be done in fourteen days is not done now."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def _mail_at_once(settings: Any) -> None:
    settings.MAILERS = settings.MAILERS | {
        "default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    }


def logged_in(person: User) -> Client:
    """By the form, as people do."""
    client = Client()
    sent = {"login": person.username, "password": PASSWORD}
    assert client.post("/accounts/login/", sent).status_code == 302
    return client


def leave(reader: Client, texts: str) -> str:
    """By the page, with the password said again."""
    asked = reader.post(PAGE, {"texts": texts})
    page: str = reader.post(asked.url, {"password": PASSWORD}).text
    return page


def is_due(member: User) -> Departure:
    """As if the fourteen days were over."""
    asked = Departure.objects.get(member=member)
    asked.due_at = timezone.now() - timedelta(seconds=1)
    asked.save()
    return asked


def test_the_page_says_what_happens_and_what_stays(member: User) -> None:
    page = client_of(member).get(PAGE).text
    assert "erased in 14 days" in page
    assert "Entries of the public moderation log" in page
    assert "Backups, for 30 days" in page
    assert "Download everything of yours" in page


def test_visitors_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"


def test_nothing_is_chosen_for_who_leaves(member: User) -> None:
    reader = logged_in(member)
    assert " checked" not in reader.get(PAGE).text
    answer = reader.post(PAGE, {})
    assert answer.status_code == 400
    assert "Choose what becomes of your texts." in answer.text
    assert reader.post(PAGE, {"texts": "burn"}).status_code == 400
    assert not Departure.objects.exists()


def test_the_password_is_asked_for_again(member: User) -> None:
    reader = client_of(member)
    asked = reader.post(PAGE, {"texts": "keep"})
    assert asked.url == f"/accounts/reauthenticate/?next={PAGE.replace('/', '%2F')}"
    assert not Departure.objects.exists()
    wrong = reader.post(asked.url, {"password": "not it"})
    assert wrong.status_code == 400
    # The form that was sent goes on by itself.
    assert "logged out everywhere" in reader.post(asked.url, {"password": PASSWORD}).text
    assert Departure.objects.get(member=member).keeps_texts


@pytest.mark.usefixtures("_mail_at_once")
def test_who_asks_is_logged_out_everywhere_and_told_by_mail(member: User) -> None:
    elsewhere = logged_in(member)
    here = logged_in(member)
    assert "logged out everywhere" in leave(here, "erase")
    for client in (here, elsewhere):
        assert client.get("/notices/").url.startswith("/accounts/login/")
    [letter] = mail.outbox
    assert letter.to == [member.email]
    due = Departure.objects.get().due_at
    assert f"{due:%-d %B %Y, %H:%M} UTC" in letter.body
    assert "will be erased" in letter.body
    assert "http://testserver/accounts/login/" in letter.body


def test_what_others_see_stays_as_it_is_meanwhile(member: User, client: Client) -> None:
    essay = make_article(member)
    actions.ask(member, keeps_texts=False)
    assert client.get(member.get_absolute_url()).status_code == 200
    assert str(member) in client.get(essay.get_absolute_url()).text


def test_logged_in_again_one_finds_only_the_way_back(member: User) -> None:
    essay = make_article(member)
    actions.ask(member, keeps_texts=True)
    reader = logged_in(member)
    for address in ("/", essay.get_absolute_url(), "/members/me/", PAGE):
        answer = reader.get(address)
        assert answer.status_code == 403
        assert "You asked to leave" in answer.text
        assert "Come back" in answer.text
    assert reader.get("/members/me/data/").status_code == 200


def test_who_leaves_can_write_nothing_and_gets_the_words_back(member: User) -> None:
    essay = make_article(member)
    actions.ask(member, keeps_texts=True)
    sent = {"position": "for", "source": "A word that was on its way."}
    answer = logged_in(member).post(reverse("comments:post", args=[essay.slug]), sent)
    assert answer.status_code == 403
    assert "A word that was on its way." in answer.text
    assert not essay.comments.exists()


def test_coming_back_restores_everything(member: User) -> None:
    essay = make_article(member)
    actions.ask(member, keeps_texts=False)
    reader = logged_in(member)
    assert reader.post(f"{PAGE}return/").url == "/"
    assert "Welcome back" in reader.get("/").text
    assert reader.get(essay.get_absolute_url()).status_code == 200
    member.refresh_from_db()
    assert not member.is_leaving
    assert not Departure.objects.exists()


def test_who_came_back_is_not_erased_when_the_first_date_comes(member: User) -> None:
    first = actions.ask(member, keeps_texts=False)
    actions.come_back(member)
    actions.ask(member, keeps_texts=True)
    erase.func(first.pk)
    assert begin(Departure.objects.get().pk) is None
    assert User.objects.filter(pk=member.pk).exists()


def test_nobody_comes_back_once_the_worker_has_begun(member: User) -> None:
    actions.ask(member, keeps_texts=False)
    reader = logged_in(member)
    assert begin(is_due(member).pk)
    with pytest.raises(Refused) as refusal:
        actions.come_back(member)
    assert refusal.value.status == 409
    assert reader.get("/notices/").url.startswith("/accounts/login/")
    again = Client()
    again.post("/accounts/login/", {"login": member.username, "password": PASSWORD})
    assert again.get("/notices/").status_code == 302


def test_asking_twice_is_asking_once(member: User) -> None:
    first = actions.ask(member, keeps_texts=False)
    assert actions.ask(member, keeps_texts=True) == first
    assert not Departure.objects.get().keeps_texts


def test_the_only_administrator_stays(administrator: User) -> None:
    page = client_of(administrator).get(PAGE).text
    assert "You are the only administrator." in page
    assert 'name="texts"' not in page
    with pytest.raises(Refused):
        actions.ask(administrator, keeps_texts=True)


def test_of_two_administrators_one_can_leave(administrator: User) -> None:
    other = make_user("adam", role="administrator")
    actions.ask(other, keeps_texts=True)
    with pytest.raises(Refused):
        actions.ask(administrator, keeps_texts=True)
    actions.come_back(other)
    actions.ask(administrator, keeps_texts=True)


def test_an_administrator_can_call_it_off(administrator: User, member: User) -> None:
    asked = actions.ask(member, keeps_texts=True)
    with pytest.raises(Refused):
        actions.call_off(make_user("eve"), asked)
    actions.call_off(administrator, asked)
    assert not Departure.objects.exists()


def test_the_suspended_can_leave_too(member: User) -> None:
    member.suspended_until = timezone.now() + timedelta(days=3)
    member.save()
    reader = logged_in(member)
    assert PAGE in reader.get("/").text
    assert reader.get(PAGE).status_code == 200
    assert "logged out everywhere" in leave(reader, "erase")


def test_a_name_that_was_left_can_never_be_taken_again(member: User, client: Client) -> None:
    actions.ask(member, keeps_texts=False)
    erase.func(is_due(member).pk)
    assert not User.objects.filter(username=member.username).exists()
    for name in ("gregor", "Greg0r", "GREGOR"):
        sent = {"email": "new@example.org", "username": name, "password1": PASSWORD}
        answer = client.post("/accounts/signup/", sent)
        assert answer.status_code == 400
        assert "is taken" in answer.text


def test_nothing_is_left_of_who_never_wrote(member: User, reader2: User) -> None:
    comment = make_comment(reader2, make_article(reader2))
    actions.ask(member, keeps_texts=False)
    erase.func(is_due(member).pk)
    assert not User.objects.filter(pk=member.pk).exists()
    comment.refresh_from_db()
    assert comment.author == reader2
