"""A member mutes another: what that one argues is folded for them alone, and the other not told."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions, rules
from accounts.models import Mute, User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.models import Rule
from forum.notifications import actions as notices
from forum.notifications.models import Kind, Notification
from forum.refusals import Refused
from tests.cast import client_of, make_article, make_comment, make_delta, make_members

HTMX = {"HX-Request": "true"}
FOLDED = "You mute Gregor Maas: show this"


@pytest.fixture
def comment(member: User, article: Article) -> Comment:
    """Gregor's argument on Ines's essay."""
    return make_comment(member, article)


def pages_of(comment: Comment) -> list[str]:
    """Where others read what a comment says."""
    slug = comment.article.slug
    return [
        comment.article.get_absolute_url(),
        comment.get_absolute_url(),
        reverse("comments:clash", args=[slug]),
        reverse("comments:thread_view", args=[slug]),
        reverse("comments:thread", args=[comment.pk]),
        reverse("stances:moved_most", args=[slug]),
        reverse("stances:moved_readers", args=[comment.pk]),
        reverse("stances:moved_anywhere"),
    ]


def test_what_a_muted_person_argues_is_folded_on_every_page_and_can_be_opened(
    comment: Comment, member: User, author: User, reader2: User
) -> None:
    make_delta(author, comment)
    actions.mute(reader2, member)
    reader = client_of(reader2)
    for url in pages_of(comment):
        page = reader.get(url).content.decode()
        assert comment.source in page, url
        assert FOLDED in page, url
        before, _, after = page.partition(comment.source)
        assert before.count("<details") > before.count("</details"), url
        assert "</details>" in after


def test_nobody_else_sees_anything_of_it(
    comment: Comment, member: User, author: User, reader2: User
) -> None:
    make_delta(author, comment)
    actions.mute(reader2, member)
    for person in (Client(), client_of(author), client_of(member)):
        for url in pages_of(comment):
            assert "You mute" not in person.get(url).content.decode(), url


def test_muting_works_with_plain_forms_and_goes_back_to_where_it_began(
    comment: Comment, member: User, reader2: User
) -> None:
    reader = client_of(reader2)
    mute = reverse("accounts:mute", args=[member.username])
    began = comment.get_absolute_url()
    more = reverse("comments:more", args=[comment.pk])
    assert f'href="{mute}"' in reader.get(more).content.decode()
    page = reader.get(mute, headers={"Referer": f"http://testserver{began}"}).content.decode()
    assert "is not told" in page
    assert f'value="http://testserver{began}"' in page
    answer = reader.post(mute, {"next": f"http://testserver{began}"})
    assert answer["Location"].endswith(began)
    assert Mute.objects.get().muted == member
    for elsewhere in ("https://evil.example/", "no address", "home"):
        answer = reader.post(mute, {"next": elsewhere})
        assert answer["Location"] == member.get_absolute_url()
    assert Mute.objects.count() == 1


def test_in_place_the_form_opens_under_the_comment_and_the_page_is_fetched_anew(
    member: User, reader2: User
) -> None:
    reader = client_of(reader2)
    mute = reverse("accounts:mute", args=[member.username])
    assert "<html" not in reader.get(mute, headers=HTMX).content.decode()
    assert reader.post(mute, headers=HTMX)["HX-Refresh"] == "true"


def test_one_s_own_list_says_whom_one_mutes_and_unmutes_them(member: User, reader2: User) -> None:
    actions.mute(reader2, member)
    reader = client_of(reader2)
    muted = reverse("accounts:muted")
    assert "Gregor Maas" in reader.get(muted).content.decode()
    unmute = reverse("accounts:unmute", args=[member.username])
    answer = reader.post(unmute, {"next": muted})
    assert answer["Location"] == muted
    assert "You mute nobody." in reader.get(muted).content.decode()


def test_somebody_who_left_can_be_unmuted(member: User, reader2: User) -> None:
    actions.mute(reader2, member)
    User.objects.filter(pk=member.pk).update(is_active=False)
    client_of(reader2).post(reverse("accounts:unmute", args=[member.username]))
    assert not Mute.objects.exists()


def test_no_notice_tells_of_a_muted_person_but_moderation_s_do(
    comment: Comment, member: User, author: User, moderator: User
) -> None:
    assert Notification.objects.visible_to(author).count() == 1
    notices.follow(author, member)
    notices.follow(author, moderator)
    actions.mute(author, member)
    actions.mute(author, moderator)
    make_comment(member, comment.article)
    make_article(member)
    assert not Notification.objects.visible_to(author).exists()
    theirs = make_comment(author, comment.article)
    decide.hide(moderator, theirs, Rule.objects.get(slug="personal"), "About the man.")
    assert [n.kind for n in Notification.objects.visible_to(author)] == [Kind.MODERATION]
    actions.unmute(author, member)  # what came before stays known, what came since was not told
    by_member = Notification.objects.visible_to(author).filter(actor=member)
    assert [notice.comment for notice in by_member] == [comment]


def test_nobody_mutes_themselves_or_without_an_end(
    member: User, reader2: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="yourself"):
        actions.mute(member, member)
    assert client_of(member).get(reverse("accounts:mute", args=["gregor"])).status_code == 403
    monkeypatch.setattr(rules, "MUTES_MAX", 1)
    actions.mute(reader2, member)
    with pytest.raises(Refused, match="Unmute somebody first"):
        actions.mute(reader2, make_members(1)[0])
    actions.mute(reader2, member)


@pytest.mark.parametrize("page", ["list", "debate"])
def test_a_page_takes_as_many_queries_however_many_are_muted(
    article: Article, reader2: User, page: str, same_queries: Callable[..., None]
) -> None:
    def mute_some(how_many: int) -> None:
        for person in make_members(how_many):
            make_comment(person, article)
            actions.mute(reader2, person)

    reader = client_of(reader2)
    url = reverse("accounts:muted") if page == "list" else article.get_absolute_url()
    reader.get(url)  # what comes is new to the reader, be it little or much
    same_queries(mute_some, lambda: reader.get(url))
