"""The inbox: what is of one kind and about one thing is one line, read and marked together."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.notifications import actions, grouping
from forum.notifications.fanout import catch_up
from forum.notifications.models import Kind, Mail, Notification, Preference
from tests.cast import client_of, make_article, make_comment, make_members

pytestmark = pytest.mark.django_db
INBOX = "/notices/"


@pytest.fixture
def answered(member: User, article: Article) -> Comment:
    """Gregor's argument, with four replies to it by four members."""
    root = make_comment(member, article)
    for person in make_members(4):
        make_comment(person, article, "against", root, f"No, says {person.username}.")
    return root


def test_four_replies_are_one_line_and_one_more_thing_another(
    answered: Comment, member: User, reader2: User
) -> None:
    other = make_comment(member, answered.article)
    make_comment(reader2, answered.article, "for", other)
    page = client_of(member).get(INBOX).text
    assert page.count('<li class="unread">') == 2
    assert "4 replies to you" in page
    assert "and 1 other" in page
    assert "5 new" in page  # they are counted each


def test_opening_the_line_reads_it_and_leads_to_what_was_answered(
    answered: Comment, member: User, reader2: User
) -> None:
    other = make_comment(member, answered.article)
    make_comment(reader2, answered.article, "for", other)
    newest = Notification.objects.filter(recipient=member, comment__parent=answered).latest("id")
    answer = client_of(member).get(f"{INBOX}{newest.pk}/")
    assert answer["Location"] == answered.get_absolute_url()
    assert Notification.objects.unread().filter(recipient=member).count() == 1


def test_one_line_is_marked_read_and_nobody_else_s(
    answered: Comment, member: User, reader2: User
) -> None:
    newest = Notification.objects.filter(recipient=member).latest("id")
    address = reverse("notifications:mark_read", args=[newest.pk])
    assert client_of(reader2).post(address).status_code == 404
    late = make_comment(reader2, answered.article, "for", answered)
    assert client_of(member).post(address)["Location"] == INBOX
    left = Notification.objects.unread().filter(recipient=member)
    assert [notice.comment for notice in left] == [late]


def test_what_was_read_is_grouped_by_its_day(answered: Comment, member: User) -> None:
    actions.mark_all_read(member, Notification.objects.latest("id").pk)
    first = Notification.objects.filter(recipient=member).earliest("id")
    Notification.objects.filter(pk=first.pk).update(created_at=F("created_at") - timedelta(days=3))
    page = client_of(member).get(INBOX).text
    assert "3 replies to you" in page
    assert page.count("<section aria-labelledby") == 2
    assert 'class="unread"' not in page


def test_pages_neither_repeat_nor_lose_a_line(
    author: User, member: User, reader2: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "PAGE", 3)
    essays = [make_article(author) for _ in range(7)]
    for essay in essays * 2:  # each essay's two arguments lie apart
        make_comment(member, essay)
    actions.mark_all_read(author, Notification.objects.order_by("id")[4].pk)
    seen: list[tuple[object, int]] = []
    place: grouping.Place | None = grouping.Place()
    while place:
        page = grouping.page_of(Notification.objects.visible_to(author), place)
        seen += [(group.notice.article, group.count) for group in page.groups]
        place = page.more
    assert sum(count for _article, count in seen) == 14
    assert len(seen) == 7 + 5


def test_filters_show_one_kind_and_a_wrong_one_shows_all(
    answered: Comment, member: User, author: User
) -> None:
    reader = client_of(member)
    assert "4 replies" in reader.get(INBOX, {"about": "me"}).text
    assert "Nothing of this kind" in reader.get(INBOX, {"about": "watched"}).text
    for query in ({"about": "x"}, {"from": "new-x"}, {"from": "x-1"}, {"from": ""}):
        assert "4 replies" in reader.get(INBOX, query).text


def test_where_one_watches_one_stops_in_the_notice(
    answered: Comment, member: User, author: User, reader2: User
) -> None:
    deep = answered.replies.earliest("id")
    make_comment(reader2, answered.article, "for", deep)
    catch_up()
    page = client_of(member).get(INBOX).text
    assert "argued where you watch" in page
    assert reverse("notifications:unwatch", args=["thread", answered.pk]) in page
    actions.watch(member, "article", answered.article)
    page = client_of(member).get(INBOX).text
    assert reverse("notifications:unwatch", args=["article", answered.article.slug]) in page


def settings_of(person: User, **changed: str) -> dict[str, str]:
    kinds = {f"{kind}_mail": Mail.DAILY.value for kind in Kind}
    shown = {f"{kind}_in_page": "on" for kind in Kind}
    return kinds | shown | {"watches_threads": "on"} | changed


def test_each_kind_is_set_and_holds_for_what_comes(
    member: User, article: Article, reader2: User
) -> None:
    root = make_comment(member, article)
    reader, place = client_of(member), reverse("notifications:preferences")
    chosen = settings_of(member, reply_mail="never", moderation_mail="weekly")
    del chosen["reply_in_page"], chosen["watches_threads"], chosen["moderation_in_page"]
    for _twice in range(2):
        answer = reader.post(place, chosen, follow=True)
        assert answer.redirect_chain == [
            (reverse("accounts:settings") + "?saved=notices#notices", 302)
        ]
        assert "Saved. It holds for what happens from now on." in answer.text
    wishes = {wish.kind: (wish.in_page, wish.mail) for wish in Preference.objects.all()}
    assert wishes[Kind.REPLY] == (False, Mail.NEVER)
    assert wishes[Kind.MODERATION] == (True, Mail.WEEKLY)  # in the page one is always told
    assert len(wishes) == len(Kind)
    make_comment(reader2, article, "for", root)
    told = Notification.objects.get(recipient=member)
    assert not told.in_page
    assert Notification.objects.count_unread(member) == 0
    member.refresh_from_db()
    assert not member.watches_threads


def test_a_time_that_is_not_one_saves_nothing(member: User) -> None:
    reader, place = client_of(member), reverse("notifications:preferences")
    answer = reader.post(place, settings_of(member, reply_mail="hourly"))
    assert answer.status_code == 400
    assert "Nothing was saved" in answer.text
    assert not Preference.objects.exists()


def test_the_inbox_costs_the_same_however_many_lines_it_has(
    author: User, member: User, same_queries: Any
) -> None:
    def happen(how_many: int) -> None:
        for _ in range(how_many):
            make_comment(member, make_article(author))
        actions.mark_all_read(author, Notification.objects.latest("id").pk)

    reader = client_of(author)
    same_queries(happen, lambda: reader.get(INBOX))
