"""`@name` tells whom it names, once: nobody who is not meant, and never more than a few."""

import pytest
from django.urls import reverse

from accounts import actions as people
from accounts.models import User
from forum.articles.actions.publish import publish, withdraw
from forum.articles.actions.rebuild import rebuild_html as rebuild_essays
from forum.articles.models import Article
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.post import Argument, post_comment
from forum.comments.actions.rebuild import rebuild_html
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide
from forum.moderation.models import Rule
from forum.notifications import actions
from forum.notifications.models import Kind, Notification
from forum.notifications.rules import MENTIONS_MAX
from forum.refusals import Refused
from tests.cast import (
    asked,
    client_of,
    make_article,
    make_comment,
    make_members,
    make_user,
    rewrite,
)

pytestmark = pytest.mark.django_db
LINK = '<a href="/members/mei/" class="mention">@{}</a>'


def mentioned() -> list[str]:
    rows = Notification.objects.filter(kind=Kind.MENTION).order_by("id")
    return list(rows.values_list("recipient__username", flat=True))


@pytest.mark.parametrize("typed", ["mei", "Mei", "MEI"])
def test_a_name_is_a_link_and_tells_whoever_bears_it(
    typed: str, member: User, article: Article, reader2: User
) -> None:
    said = make_comment(member, article, source=f"Ask (@{typed}).")
    assert LINK.format(typed) in said.html
    assert mentioned() == ["mei"]


@pytest.mark.parametrize(
    "source",
    [
        "`@mei` is code",
        "```\n@mei\n```",
        "[@mei](https://elsewhere.example/)",
        "https://elsewhere.example/@mei",
        "> @mei said so\n\nDid they?",
        "Write to desk@mei",
        "@mei@elsewhere.example",
        "@mei.li, @meili and @me",
        "@ mei",
    ],
)
def test_code_links_quotations_addresses_and_other_names_mention_nobody(
    source: str, member: User, article: Article, reader2: User
) -> None:
    said = make_comment(member, article, source=source)
    assert "mention" not in said.html
    assert mentioned() == []


def test_names_of_any_script_are_found(member: User, article: Article) -> None:
    make_user("надя")
    said = make_comment(member, article, source="Спросите @Надя.")
    assert 'class="mention">@Надя</a>' in said.html
    assert mentioned() == ["надя"]


def test_oneself_and_nobody_and_who_is_answered_get_no_mention(
    member: User, article: Article, reader2: User
) -> None:
    theirs = make_comment(reader2, article)
    reply = make_comment(member, article, "against", theirs, "@gregor, @nobody.here and @mei")
    assert "@nobody.here" in reply.html
    assert "members/nobody" not in reply.html
    assert mentioned() == []
    assert Notification.objects.filter(recipient=reader2, kind=Kind.REPLY).count() == 1


def test_who_mutes_the_writer_or_left_the_debate_is_not_told(
    member: User, author: User, article: Article, reader2: User
) -> None:
    other = make_comment(reader2, article)
    people.mute(reader2, member)
    actions.leave(author, article)
    make_comment(member, article, "against", other, "@mei and @ines")
    assert mentioned() == []


def test_an_edit_tells_only_whom_it_adds(member: User, article: Article, reader2: User) -> None:
    make_user("oskar")
    said = make_comment(member, article, source="Ask @mei.")
    edit_comment(member, said, "for", "Ask @mei, or @oskar.")
    assert mentioned() == ["mei", "oskar"]


def test_what_is_held_tells_when_it_is_approved(
    member: User, article: Article, reader2: User, moderator: User
) -> None:
    said = make_comment(member, article, source="All well.")
    decide.hold(moderator, said, Rule.objects.get(slug="personal"), "A look first.")
    Comment.objects.filter(pk=said.pk).update(
        html=LINK.format("mei"), source="@mei", state=CommentState.HELD
    )
    said.refresh_from_db()
    assert mentioned() == []
    decide.approve(moderator, said, None, "It is fine.")
    assert mentioned() == ["mei"]


def test_an_essay_tells_when_it_is_published_and_each_change_only_whom_it_adds(
    author: User, reader2: User, member: User
) -> None:
    essay = make_article(author, published=False, source="As @mei showed.\n\nAnd so on.")
    assert mentioned() == []
    publish(author, withdraw(author, publish(author, essay)))
    rewrite(essay, lambda source: source + "\n\nAs did @gregor.")
    assert mentioned() == ["mei", "gregor"]


def test_too_many_are_refused_with_the_limit_and_nothing_typed_is_lost(
    member: User, article: Article
) -> None:
    names = " ".join(f"@{person.username}" for person in make_members(MENTIONS_MAX + 1))
    sent = {"position": "for", "source": f"All of you: {names}"}
    answer = client_of(member).post(reverse("comments:post", args=[article.slug]), sent)
    assert answer.status_code == 400
    assert f"mentions {MENTIONS_MAX + 1} people; at most {MENTIONS_MAX}" in answer.text
    assert names in answer.text
    assert not Comment.objects.exists()


def test_five_hundred_names_cost_one_question(member: User, article: Article) -> None:
    names = " ".join(f"@somebody{number}" for number in range(500))
    plain = asked(lambda: make_comment(member, article, source="Nobody."))
    with_names = asked(lambda: make_comment(member, article, source=names))
    assert len(with_names) <= len(plain) + 1
    people_ = " ".join(f"@{person.username}" for person in make_members(MENTIONS_MAX + 1))
    with pytest.raises(Refused, match="at most 10"):
        post_comment(member, article, None, Argument("for", people_))


def test_all_html_made_anew_keeps_the_links(member: User, author: User, reader2: User) -> None:
    essay = make_article(author, source="As @mei showed.")
    said = make_comment(member, essay, source="Ask @Mei.")
    list(rebuild_html())
    list(rebuild_essays())
    said.refresh_from_db()
    essay.refresh_from_db()
    assert LINK.format("Mei") in said.html
    assert LINK.format("mei") in essay.html
    assert mentioned() == ["mei", "mei"]  # by the essay and by the comment, and not again
