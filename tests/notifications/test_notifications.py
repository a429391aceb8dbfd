"""Who is told what, and that nobody is shown what they may not see."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts import actions as people
from accounts.models import User
from forum.articles.actions.publish import publish, withdraw
from forum.articles.actions.state import set_state
from forum.articles.models import Article, ArticleState
from forum.comments.actions.state import set_state as set_comment_state
from forum.comments.models import Comment, CommentState
from forum.notifications import actions
from forum.notifications.fanout import catch_up, tell_followers
from forum.notifications.models import Kind, Notification, Watch
from forum.refusals import Refused
from tests.cast import make_article, make_comment, make_members

pytestmark = pytest.mark.django_db
type ClientOf = Callable[[User], Client]


def test_nobody_is_told_of_what_they_did_themselves(author: User, article: Article) -> None:
    actions.tell(author, Kind.COMMENT, actor=author, article=article)
    actions.tell(None, Kind.COMMENT, actor=author, article=article)
    assert not Notification.objects.exists()


def test_followers_are_told_of_a_new_essay_once(author: User, member: User, reader2: User) -> None:
    actions.follow(member, author)
    actions.follow(member, author)
    essay = make_article(author)
    publish(author, withdraw(author, essay))
    tell_followers(author, essay)
    catch_up()
    assert [(told.recipient, told.article_id) for told in Notification.objects.all()] == [
        (member, essay.pk)
    ]


def test_one_cannot_follow_oneself_or_a_closed_account(author: User, member: User) -> None:
    with pytest.raises(Refused, match="yourself"):
        actions.follow(author, author)
    author.is_active = False
    with pytest.raises(Refused, match="closed"):
        actions.follow(member, author)
    assert not Watch.objects.exists()


def test_one_follows_with_a_plain_form_and_comes_back_to_the_page(
    author: User, member: User, client_of: ClientOf
) -> None:
    reader = client_of(member)
    answer = reader.post("/notices/follow/ines/", {"next": "/articles/x/"})
    assert answer.url == "/articles/x/"
    assert Watch.objects.get().person == author
    answer = reader.post("/notices/unfollow/ines/", {"next": "https://evil.example/"})
    assert answer.url == "/members/ines/"
    assert not Watch.objects.exists()


def test_in_place_the_button_comes_back_as_its_opposite(
    author: User, member: User, client_of: ClientOf
) -> None:
    answer = client_of(member).post("/notices/follow/ines/", headers={"HX-Request": "true"})
    assert "/notices/unfollow/ines/" in answer.text
    assert "<html" not in answer.text


def test_following_oneself_by_hand_is_refused_with_a_sentence(
    author: User, client_of: ClientOf
) -> None:
    answer = client_of(author).post("/notices/follow/ines/")
    assert answer.status_code == 403
    assert "You cannot follow yourself" in answer.text


def test_the_inbox_tells_what_happened_by_day(
    author: User, member: User, article: Article, client_of: ClientOf
) -> None:
    make_comment(member, article, "against", source="Fines & fairness")
    answer = client_of(author).get("/notices/")
    assert "Gregor Maas" in answer.text
    assert "argued on your essay" in answer.text
    assert "Against: Fines &amp; fairness" in answer.text
    assert "1 new" in answer.text


def test_what_was_hidden_meanwhile_is_neither_shown_nor_counted(
    author: User, member: User, article: Article, client_of: ClientOf
) -> None:
    comment = make_comment(member, article, source="A word that was hidden")
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.HIDDEN)
    answer = client_of(author).get("/notices/")
    assert "A word" not in answer.text
    assert "1 new" not in answer.text
    assert "Nothing yet" in answer.text


def test_a_withdrawn_essay_is_not_announced_any_more(
    author: User, member: User, client_of: ClientOf
) -> None:
    actions.follow(member, author)
    essay = make_article(author)
    set_state(essay, ArticleState.WITHDRAWN)
    assert essay.title not in client_of(member).get("/notices/").text


def test_a_moderators_reasons_stay_when_the_text_is_gone(
    member: User, moderator: User, article: Article, client_of: ClientOf
) -> None:
    comment = make_comment(member, article)
    about = {"actor": moderator, "article": article, "comment": comment}
    actions.tell(member, Kind.MODERATION, text=lambda: "It was hidden under rule 2.", **about)
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.DELETED)
    assert "It was hidden under rule 2." in client_of(member).get("/notices/").text


def test_opening_a_notice_reads_it_and_leads_there(
    author: User, member: User, article: Article, client_of: ClientOf
) -> None:
    comment = make_comment(member, article)
    notice = Notification.objects.get()
    url = f"/notices/{notice.pk}/"
    assert client_of(member).get(url).status_code == 404  # it is not theirs
    assert client_of(author).get(url).url == comment.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at


def test_marking_all_read_leaves_what_came_meanwhile(
    author: User, member: User, article: Article, client_of: ClientOf
) -> None:
    actions.tell(author, Kind.COMMENT, actor=member, article=article)
    seen = Notification.objects.get()
    actions.tell(author, Kind.COMMENT, actor=member, article=article)
    client_of(author).post("/notices/read/", {"up_to": seen.pk})
    assert [notice.pk > seen.pk for notice in Notification.objects.unread()] == [True]


def test_a_visitor_has_no_inbox(client: Client) -> None:
    assert client.get("/notices/").url == "/accounts/login/?next=/notices/"
    assert client.post("/notices/read/").status_code == 403


def test_the_inbox_costs_the_same_however_much_happened(
    author: User, article: Article, same_queries: Callable, client_of: ClientOf
) -> None:
    def happen(how_many: int) -> None:
        for person in make_members(how_many):
            make_comment(person, article)

    reader = client_of(author)
    same_queries(happen, lambda: reader.get("/notices/"))


def test_each_is_told_how_many_are_their_own_whatever_their_role(
    author: User, article: Article, member: User, reader2: User, moderator: User
) -> None:
    muted, hidden = make_members(2)
    people.mute(member, muted)
    for told, number in ((author, 1), (member, 2), (reader2, 3), (moderator, 4)):
        for _ in range(number):
            comment = make_comment(author if told != author else reader2, article)
            actions.tell(told, Kind.REPLY, actor=comment.author, article=article, comment=comment)
        gone = make_comment(hidden, article)
        actions.tell(told, Kind.REPLY, actor=muted, article=article)
        actions.tell(told, Kind.REPLY, actor=hidden, article=article, comment=gone)
        set_comment_state(gone, CommentState.REMOVED)
    for told in (author, member, reader2, moderator):
        counted = Notification.objects.count_unread(told)
        assert counted == Notification.objects.unread().visible_to(told).count(), told
    assert Notification.objects.count_unread(reader2) == 3 + 1
    assert Notification.objects.count_unread(member) == 2


def test_counting_what_is_unread_never_lists_all_the_site_s_comments(
    author: User, article: Article, member: User
) -> None:
    make_comment(member, article)
    told = Notification.objects.unread().visible_to(author)
    assert told.count() == 1
    if connection.vendor == "sqlite":  # PostgreSQL plans by how many rows there are: too few here
        lists = re.findall(r"LIST SUBQUERY \d+\n\d+ \d+ \d+ (.*)", told.explain())
        assert all("accounts_mute" in each for each in lists), lists


def test_older_notices_are_one_link_away(author: User, member: User, client_of: ClientOf) -> None:
    for number in range(35):
        actions.tell(author, Kind.MODERATION, actor=member, text=f"Reason {number}.".format)
    first = client_of(author).get("/notices/")
    assert "Reason 34." in first.text
    assert "Reason 4." not in first.text
    older = client_of(author).get(f"/notices/?from={first.context['page'].more}")
    assert "Reason 4." in older.text
    assert older.context["page"].more is None


def test_what_one_wants_by_e_mail_alone_is_neither_shown_nor_counted(
    author: User, member: User, article: Article, client_of: ClientOf
) -> None:
    make_comment(member, article, source="For the post alone")
    Notification.objects.update(in_page=False)
    answer = client_of(author).get("/notices/")
    assert "For the post" not in answer.text
    assert Notification.objects.count_unread(author) == 0
