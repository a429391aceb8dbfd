"""Watching a debate, a thread, a tag: who is told of what, once, and what it costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as people
from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article, Tag
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.models import Rule
from forum.notifications import actions
from forum.notifications.fanout import BATCH, catch_up
from forum.notifications.models import Event, Kind, Notification, Watch
from tests.cast import asked, client_of, make_article, make_comment, make_members

pytestmark = pytest.mark.django_db
MANY = 10_000
type Told = list[tuple[str, str]]


def told_of(comment: Comment) -> Told:
    """Who was told of it, and as what, when the worker has done its work."""
    catch_up()
    rows = Notification.objects.filter(comment=comment)
    return sorted(rows.values_list("recipient__username", "kind"))


@pytest.fixture
def root(member: User, article: Article) -> Comment:
    """Gregor's argument on Ines's essay; he watches its thread from then on."""
    return make_comment(member, article)


def test_who_watches_a_debate_is_told_of_each_argument_and_reply(
    root: Comment, article: Article, reader2: User, member: User, author: User
) -> None:
    [watcher] = make_members(1)
    actions.watch(watcher, "article", article)
    actions.watch(watcher, "article", article)
    reply = make_comment(reader2, article, "against", root)
    other = make_comment(reader2, article)
    assert told_of(reply) == sorted([("gregor", Kind.REPLY), (watcher.username, Kind.WATCHED)])
    assert told_of(other) == sorted([("ines", Kind.COMMENT), (watcher.username, Kind.WATCHED)])


def test_who_replies_watches_the_thread_and_hears_of_it_once(
    root: Comment, article: Article, reader2: User, author: User
) -> None:
    reply = make_comment(reader2, article, "against", root)
    deeper = make_comment(author, article, "for", reply)
    assert told_of(deeper) == [("gregor", Kind.WATCHED), ("mei", Kind.REPLY)]
    assert set(Watch.objects.values_list("thread", flat=True)) == {root.pk}


def test_unless_they_turned_that_off_or_stopped(
    root: Comment, article: Article, reader2: User, author: User
) -> None:
    User.objects.filter(pk=reader2.pk).update(watches_threads=False)
    reader2.refresh_from_db()
    make_comment(reader2, article, "against", root)
    actions.unwatch(root.author, "thread", root)  # type: ignore[arg-type]
    actions.unwatch(reader2, "thread", root)
    reply = make_comment(author, article, "for", root)
    assert told_of(reply) == [("gregor", Kind.REPLY)]
    assert list(Watch.objects.values_list("watcher__username", flat=True)) == ["ines"]


def test_both_ways_to_watch_are_one_notice_and_a_mention_takes_its_place(
    root: Comment, article: Article, reader2: User, author: User
) -> None:
    [both, named] = make_members(2)
    for watcher in (both, named):
        actions.watch(watcher, "article", article)
        actions.watch(watcher, "thread", root)
    reply = make_comment(reader2, article, "for", root, f"Ask @{named.username}.")
    assert told_of(reply) == sorted(
        [("gregor", Kind.REPLY), (both.username, Kind.WATCHED), (named.username, Kind.MENTION)]
    )


def test_what_is_held_is_told_to_watchers_when_it_is_approved_and_not_again(
    article: Article, member: User, moderator: User
) -> None:
    [watcher] = make_members(1)
    actions.watch(watcher, "article", article)
    said = make_comment(member, article)
    decide.hold(moderator, said, Rule.objects.get(slug="personal"), "A look first.")
    assert (watcher.username, Kind.WATCHED) not in told_of(said)
    Notification.objects.filter(comment=said).exclude(kind=Kind.MODERATION).delete()
    decide.approve(moderator, said, None, "It is fine.")
    assert (watcher.username, Kind.WATCHED) in told_of(said)
    assert not Event.objects.exists()


def test_who_watches_a_tag_hears_of_a_new_essay_once_whichever_reasons(
    author: User, member: User, reader2: User
) -> None:
    make_article(author, tags=("Libraries", "Fines"))
    for tag in Tag.objects.all():
        actions.watch(member, "tag", tag)
    actions.follow(member, author)
    actions.watch(reader2, "tag", Tag.objects.get(slug="fines"))
    essay = make_article(author, tags=("Libraries", "Fines"))
    catch_up()
    told = Notification.objects.filter(article=essay).values_list("recipient__username", flat=True)
    assert sorted(told) == ["gregor", "mei"]


def many_watch(article: Article, how_many: int) -> None:
    names = [f"watcher{number}" for number in range(how_many)]
    rows = User.objects.bulk_create(User(username=name, username_key=name) for name in names)
    Watch.objects.bulk_create(Watch(watcher=person, article=article) for person in rows)


def test_a_reply_asks_as_much_for_ten_thousand_watchers_as_for_one(
    root: Comment, article: Article, reader2: User
) -> None:
    make_comment(reader2, article, "for", root)
    for_none = asked(lambda: make_comment(reader2, article, "for", root))
    many_watch(article, MANY)
    for_many = asked(lambda: make_comment(reader2, article, "for", root))
    assert len(for_many) == len(for_none) + 1  # the event
    statements = asked(catch_up)
    assert len([sql for sql in statements if sql.startswith("INSERT")]) == MANY // BATCH + 1
    assert len(statements) <= 6 * (MANY // BATCH + 2)
    assert Notification.objects.filter(kind=Kind.WATCHED).count() == MANY


HEARS = {
    "nothing": True,
    "they mute the writer": False,
    "they left the debate": False,
    "they stopped watching": False,
    "they are suspended": False,
    "their account was closed": False,
    "the comment was hidden": False,
    "the essay was withdrawn": False,
}


@pytest.mark.parametrize("happened", HEARS)
def test_a_watcher_is_told_or_not(
    happened: str, author: User, member: User, reader2: User, moderator: User
) -> None:
    essay = make_article(author)
    actions.watch(reader2, "article", essay)
    said = make_comment(member, essay)
    happen(happened, reader2, said, moderator)
    is_told = (reader2.username, Kind.WATCHED) in told_of(said)
    assert is_told == HEARS[happened]
    assert not Event.objects.exists()


def happen(what: str, watcher: User, said: Comment, moderator: User) -> None:
    mine = User.objects.filter(pk=watcher.pk)
    acts: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "they mute the writer": lambda: people.mute(watcher, said.author),  # type: ignore[arg-type]
        "they left the debate": lambda: actions.leave(watcher, said.article),
        "they stopped watching": lambda: actions.unwatch(watcher, "article", said.article),
        "they are suspended": lambda: mine.update(
            suspended_until=timezone.now() + timedelta(hours=1)
        ),
        "their account was closed": lambda: mine.update(is_active=False),
        "the comment was hidden": lambda: decide.hide(
            moderator, said, Rule.objects.get(slug="personal"), "About the man."
        ),
        "the essay was withdrawn": lambda: withdraw(said.article.author, said.article),  # type: ignore[arg-type]
    }
    acts[what]()


def address(way: str, what: str, key: object) -> str:
    return reverse(f"notifications:{way}", args=[what, key])


def test_one_watches_with_plain_forms_and_in_place(root: Comment, reader2: User) -> None:
    reader, page = client_of(reader2), root.article.get_absolute_url()
    watch, unwatch = (address(way, "article", root.article.slug) for way in ("watch", "unwatch"))
    assert f'action="{watch}"' in reader.get(page).text
    assert reader.post(watch)["Location"] == f"{page}#debate"
    assert reader.post(watch).status_code == 302
    assert Watch.objects.filter(watcher=reader2).count() == 1
    assert "You watch this debate" in reader.get(page).text
    piece = reader.post(unwatch, headers={"HX-Request": "true"}).text
    assert "<html" not in piece
    assert "Watch this debate" in piece
    assert reader.post(unwatch).status_code == 302  # what one does not watch
    menu = reader.get(reverse("comments:more", args=[root.pk])).text
    assert address("watch", "thread", root.pk) in menu
    assert reader.post(address("watch", "thread", root.pk))["Location"] == root.get_absolute_url()
    assert "Stop watching this thread" in reader.get(reverse("comments:more", args=[root.pk])).text


def test_what_is_hidden_a_draft_a_reply_or_not_there_cannot_be_watched(
    root: Comment, author: User, reader2: User, moderator: User
) -> None:
    reader = client_of(reader2)
    draft = make_article(author, published=False)
    reply = make_comment(author, root.article, "for", root)
    decide.hide(moderator, root, Rule.objects.get(slug="personal"), "About the man.")
    things = [
        ("article", draft.slug), ("article", "no-such"), ("thread", root.pk), ("thread", reply.pk),
        ("thread", "x"), ("thread", "9" * 40), ("tag", "no-such"), ("person", "ines"),
    ]  # fmt: skip
    for what, key in things:
        assert reader.post(address("watch", what, key)).status_code == 404, (what, key)
    assert client_of(author).post(address("watch", "article", draft.slug)).status_code == 404
    assert not Watch.objects.filter(watcher=reader2).exists()
    assert Client().post(address("watch", "article", root.article.slug)).status_code == 403


def test_one_page_lists_what_one_watches_and_ends_each(
    root: Comment, author: User, member: User, reader2: User, moderator: User
) -> None:
    make_article(author, tags=("Libraries",))
    for what, thing in (("article", root.article), ("tag", Tag.objects.get()), ("thread", root)):
        actions.watch(reader2, what, thing)
    actions.follow(reader2, author)
    reader, place = client_of(reader2), reverse("notifications:watches")
    shown = reader.get(place).text
    for words in (str(root.article), "Libraries", "Ines Okafor", "We dropped fines in May"):
        assert words in shown
    decide.hide(moderator, root, Rule.objects.get(slug="personal"), "About the man.")
    shown = reader.get(place).text
    assert "We dropped fines in May" not in shown
    assert "A thread that is not shown now" in shown
    for watch in Watch.objects.filter(watcher=reader2):
        assert (
            client_of(author).post(reverse("notifications:end_watch", args=[watch.pk])).status_code
            == 404
        )
        assert reader.post(reverse("notifications:end_watch", args=[watch.pk]))["Location"] == place
    assert "You watch nothing" in reader.get(place).text


def test_the_list_is_paged_and_costs_the_same(
    author: User, reader2: User, same_queries: Any
) -> None:
    def more(how_many: int) -> None:
        for _ in range(how_many):
            actions.watch(reader2, "article", make_article(author))

    reader, place = client_of(reader2), reverse("notifications:watches")
    same_queries(more, lambda: reader.get(place))
    Watch.objects.all().delete()
    more(31)
    last = Watch.objects.order_by("-id")[29].pk
    assert f"?before={last}" in reader.get(place).text
    assert reader.get(f"{place}?before={last}").text.count("Stop watching") == 1
    assert "That was all" in reader.get(f"{place}?before=1").text
