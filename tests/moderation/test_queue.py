"""The queue and its cases: who sees them, in which order, and acting on one shows the next."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation import queue
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.models import Act, Flag, LogEntry, Rule
from forum.moderation.subject import Seen, of
from tests.cast import client_of, make_article, make_comment, make_members

URL = "/moderation/"
REASON = "The last sentence is about the writer, not about fines."


def case_url(comment: Comment) -> str:
    return reverse("moderation:case_comment", args=[comment.pk])


def typed(
    comment: Comment, act: str, rule: Rule | None = None, **more: object
) -> dict[str, object]:
    """What the form of a case sends."""
    seen = str(Seen.now(of(comment)))
    return {"act": act, "rule": rule.pk if rule else "", "reason": REASON, "seen": seen} | more


def keys(moderator: User) -> list[str]:
    return [row.key for row in queue.page_for(moderator, 1).rows]


@pytest.mark.parametrize("who", ["visitor", "member", "reader2", "author"])
@pytest.mark.parametrize("page", ["", "decided/", "case/comment/{c}/", "case/article/{a}/"])
def test_for_everyone_but_moderators_there_is_no_queue(
    comment: Comment, request: pytest.FixtureRequest, who: str, page: str
) -> None:
    person = request.getfixturevalue(who)
    client = Client() if who == "visitor" else client_of(person)
    url = URL + page.format(c=comment.pk, a=comment.article_id)
    assert client.get(url).status_code == 404
    # Who is not logged in may be a moderator whose session ended: what they wrote comes back.
    refused = 403 if who == "visitor" else 404
    assert client.post(url, typed(comment, "hide")).status_code == refused
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE


@pytest.mark.parametrize("who", ["moderator", "administrator"])
def test_moderators_find_their_pages(
    comment: Comment, request: pytest.FixtureRequest, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    for page in ("", "decided/", f"case/comment/{comment.pk}/"):
        assert client.get(URL + page).status_code == 200


def test_an_empty_queue_says_something_kind(moderator: User) -> None:
    page = client_of(moderator).get(URL).content.decode()
    assert "Nothing waits." in page


def test_the_most_flagged_come_first_and_then_the_oldest(
    article: Article, member: User, reader2: User, moderator: User, personal: Rule
) -> None:
    young, old, twice = (make_comment(member, article) for _ in range(3))
    for number, comment in enumerate([twice, old, young]):
        flag(reader2, comment, article, personal)
        waited = timezone.now() - timedelta(hours=[1, 9, 2][number])
        Flag.objects.filter(comment=comment).update(created_at=waited)
    flag(article.author, twice, article, personal)
    assert keys(moderator) == [f"c{c.pk}" for c in (twice, old, young)]


def test_one_row_gathers_the_flags_of_one_comment_with_their_rules(
    comment: Comment, reader2: User, author: User, moderator: User, rule: Callable[[str], Rule]
) -> None:
    flag(reader2, comment, comment.article, rule("subject"))
    flag(author, comment, comment.article, rule("personal"))
    flag(make_members(1)[0], comment, comment.article, rule("personal"), "Aimed at the man.")
    flag(reader2, None, comment.article, rule("spam"))
    first, second = queue.page_for(moderator, 1).rows
    assert (first.flags, [r.slug for r in first.rules]) == (3, ["personal", "subject"])
    assert (second.thing, [r.slug for r in second.rules]) == (comment.article, ["spam"])
    page = client_of(moderator).get(URL).content.decode()
    assert "3 flags: No personal remarks, Keep to the subject" in page
    assert "Aimed at the man." in page


def test_nobody_reads_who_flagged_what_they_wrote_themselves(
    article: Article, moderator: User, administrator: User, reader2: User, personal: Rule
) -> None:
    own = make_comment(moderator, article)
    essay = make_article(moderator)
    flag(reader2, own, article, personal, "A secret note")
    flag(reader2, None, essay, personal, "A secret note")
    assert keys(moderator) == []
    assert len(keys(administrator)) == 2
    page = client_of(moderator).get(case_url(own)).content.decode()
    assert "another moderator has to decide" in page
    assert "A secret note" not in page
    assert client_of(moderator).post(case_url(own), typed(own, "keep")).status_code == 403


@pytest.mark.parametrize("state", [ArticleState.WITHDRAWN, ArticleState.HIDDEN])
def test_what_is_not_public_does_not_wait(
    comment: Comment, reader2: User, moderator: User, personal: Rule, state: str
) -> None:
    flag(reader2, comment, comment.article, personal)
    Article.objects.filter(pk=comment.article_id).update(state=state)
    assert keys(moderator) == []
    Article.objects.filter(pk=comment.article_id).update(state=ArticleState.PUBLISHED)
    assert keys(moderator) == [f"c{comment.pk}"]


def test_a_case_shows_the_comment_in_its_place(
    comment: Comment, reader2: User, author: User, moderator: User, personal: Rule
) -> None:
    answer = make_comment(reader2, comment.article, "against", comment, "By whom was it counted?")
    make_comment(author, comment.article, "for", answer, "By the branch itself.")
    flag(author, answer, comment.article, personal)
    page = client_of(moderator).get(case_url(answer)).content.decode()
    for text in (comment.source, "By whom was it counted?", "By the branch itself.", "rebuts"):
        assert text in page
    assert comment.article.title in page


def test_acting_shows_the_next_at_once(
    article: Article, member: User, reader2: User, moderator: User, personal: Rule
) -> None:
    first, second = make_comment(member, article), make_comment(member, article)
    for comment in (first, second):
        flag(reader2, comment, article, personal)
    client = client_of(moderator)
    form = typed(first, "hide", personal, back="queue", page=1, next=f"c{second.pk}")
    answer = client.post(case_url(first), form)
    assert answer.status_code == 302
    assert answer["Location"] == f"{URL}?open=%3Ec{second.pk}"
    page = client.get(answer["Location"])
    assert page.context["case"].subject.comment == second
    assert "Hidden. Its author is told why." in page.content.decode()
    first.refresh_from_db()
    assert first.state == CommentState.HIDDEN


def test_locking_from_the_queue_leaves_the_row_to_be_decided(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    client = client_of(moderator)
    form = typed(comment, "lock", personal, back="queue", page=1, next="")
    answer = client.post(case_url(comment), form)
    assert answer["Location"] == f"{URL}?open=c{comment.pk}"
    comment.refresh_from_db()
    assert comment.locked_at
    assert keys(moderator) == [f"c{comment.pk}"]
    assert client.post(case_url(comment), typed(comment, "hide", personal)).status_code == 302


@pytest.mark.parametrize("back", ["", "queue"])
@pytest.mark.parametrize(
    "wrong",
    [
        ({"reason": ""}, "Give a reason"),
        ({"reason": "   "}, "Give a reason"),
        ({"reason": "too long " * 60}, "Keep the reason to 500 characters; it has 539."),
        ({"rule": "99999"}, "Choose one of the rules in the list."),
        ({"rule": "nonsense"}, "Choose one of the rules in the list."),
        ({"rule": ""}, "Choose the rule that this breaks."),
        ({"act": "vanish"}, "There is no such act."),
        ({"act": ""}, "Choose what to do"),
        ({"seen": "x"}, "The form was not complete."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    comment: Comment,
    moderator: User,
    personal: Rule,
    wrong: tuple[dict[str, str], str],
    back: str,
) -> None:
    change, sentence = wrong
    flag(comment.article.author, comment, comment.article, personal)
    form = typed(comment, "hide", personal, back=back, page=1) | change
    answer = client_of(moderator).post(case_url(comment), form)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    assert str(form["reason"]).strip() in page
    assert not LogEntry.objects.exists()


def test_a_case_that_another_moderator_just_decided_keeps_the_words(
    comment: Comment, reader2: User, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    form = typed(comment, "keep", back="queue", page=1)
    decide.hide(administrator, comment, personal, "It calls her names.")
    answer = client_of(moderator).post(case_url(comment), form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nora Lindgren hid this while you were reading" in page
    assert REASON in page
    assert "Restore" in page
    assert LogEntry.objects.count() == 1


def test_a_comment_that_its_author_deleted_meanwhile_gives_the_reason_back(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    form = typed(comment, "hide", personal)
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.DELETED)
    answer = client_of(moderator).post(case_url(comment), form)
    assert answer.status_code == 404
    assert REASON in answer.content.decode()


def test_a_failed_form_is_never_shown_under_another_comment(
    comment: Comment, member: User, reader2: User, moderator: User, personal: Rule
) -> None:
    other = make_comment(member, comment.article, source="Something else")
    flag(reader2, other, comment.article, personal)
    form = typed(comment, "hide", personal, back="queue", page=1) | {"rule": ""}
    answer = client_of(moderator).post(case_url(comment), form)
    assert answer.status_code == 400
    assert answer.context["case"].subject.comment == comment


@pytest.mark.parametrize("query", ["?page=0", "?page=999999", "?open=c999999", "?open=<b>"])
def test_an_odd_address_of_the_queue_opens_what_there_is(
    comment: Comment, reader2: User, moderator: User, personal: Rule, query: str
) -> None:
    flag(reader2, comment, comment.article, personal)
    answer = client_of(moderator).get(URL + query)
    assert answer.status_code == 200
    assert answer.context["case"].subject.comment == comment


@pytest.mark.parametrize("query", ["?page=x", "?page=-1", "?page=²", "?page=" + "9" * 40])
def test_a_page_that_is_no_number_is_not_there(moderator: User, query: str) -> None:
    assert client_of(moderator).get(URL + query).status_code == 404


def test_a_long_queue_has_pages(
    article: Article, reader2: User, moderator: User, personal: Rule
) -> None:
    for member in make_members(queue.PAGE_SIZE + 3):
        flag(reader2, make_comment(member, article), article, personal)
    client = client_of(moderator)
    assert len(client.get(URL).context["queue"].rows) == queue.PAGE_SIZE
    second = client.get(f"{URL}?page=2").context["queue"]
    assert (len(second.rows), second.total, second.older) == (3, queue.PAGE_SIZE + 3, 0)


def test_the_queue_takes_as_many_queries_for_many_flags_as_for_few(
    article: Article, moderator: User, personal: Rule, same_queries: Callable[..., None]
) -> None:
    def make_flags(how_many: int) -> None:
        for member in make_members(how_many):
            comment = make_comment(member, article)
            make_comment(article.author, article, "against", comment)
            flag(article.author, comment, article, personal)
            flag(make_members(1)[0], None, make_article(member), personal)

    client = client_of(moderator)
    same_queries(make_flags, lambda: client.get(URL))


def test_the_decided_name_the_member_whom_an_act_concerned_and_say_why(
    member: User, moderator: User, personal: Rule
) -> None:
    act_on_member(Act.WARN, member, Decision(moderator, personal, REASON))
    page = client_of(moderator).get(f"{URL}decided/").content.decode()
    assert f'<span class="who">{member}</span> {REASON}' in page


def test_the_decided_take_as_many_queries_for_many_as_for_few(
    article: Article, moderator: User, personal: Rule, same_queries: Callable[..., None]
) -> None:
    def make_acts(how_many: int) -> None:
        for member in make_members(how_many):
            decide.hide(moderator, make_comment(member, article), personal, REASON)
            act_on_member(Act.WARN, member, Decision(moderator, personal, REASON))

    client = client_of(moderator)
    same_queries(make_acts, lambda: client.get(f"{URL}decided/"))
