"""Whoever is moderated reads what was decided, on which facts, by which words, and what to do."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation import statements
from forum.moderation.actions import decide, lock
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision, record, state_reasons
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.actions.undo import undo
from forum.moderation.actions.weigh import hold_for_flags
from forum.moderation.models import Act, Flag, Hold, LogEntry, Rule, RuleVersion, Scope, Statement
from forum.notifications.models import Notification
from tests.cast import client_of, make_comment, make_members

REASON = "The last sentence is about the writer, not about fines."


@pytest.fixture
def hidden(comment: Comment, moderator: User, personal: Rule) -> Statement:
    """Gregor's argument was hidden, and he was told."""
    decide.hide(moderator, comment, personal, REASON)
    return Statement.objects.get()


def page_of(statement: Statement, reader: User | None = None) -> str:
    answer = client_of(reader or statement.member).get(statement.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_statement_has_every_field_of_the_law(hidden: Statement, personal: Rule) -> None:
    page = page_of(hidden)
    for words in (
        "A moderator hid your comment on",
        "You can still read it",  # what follows
        "in every country",
        "it holds until it is taken back",
        hidden.comment.source,  # the facts
        "No flag led to it",
        f"Rule {personal.number}, {personal.title}",
        personal.text,
        "not because of a law",
        REASON,
        "Wilma Jansen, a moderator",
        "None: a person decided",  # software
        "You can appeal until",
        "the way to a court stays open",
    ):
        assert words in page, words


def test_it_says_when_readers_flagged_and_never_who(
    comment: Comment, moderator: User, reader2: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal, "Look at the last sentence.")
    decide.hide(moderator, comment, personal, REASON)
    page = page_of(Statement.objects.get())
    assert "Readers had flagged it." in page
    assert "Mei-Lin" not in page
    assert "Look at the last sentence." not in page


def test_it_keeps_the_rules_words_of_then(hidden: Statement, personal: Rule) -> None:
    then = personal.text
    assert "They have been changed since" not in page_of(hidden)
    Rule.objects.filter(pk=personal.pk).update(text="Be kind.", version=2)
    RuleVersion.objects.create(rule=personal, version=2, title=personal.title, text="Be kind.")
    page = page_of(hidden)
    assert then in page
    assert "Be kind." not in page
    assert "They have been changed since" in page


def test_markup_in_a_rule_and_in_a_text_is_shown_as_text(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    RuleVersion.objects.filter(rule=personal).update(text="<script>alert(1)</script>")
    Comment.objects.filter(pk=comment.pk).update(source="<img src=x onerror=alert(1)>")
    decide.hide(moderator, comment, personal, "<b>Because</b>")
    page = page_of(Statement.objects.get())
    for markup in ("<script>alert", "<img src=x", "<b>Because"):
        assert markup not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_text_stays_as_it_was_when_its_author_deletes_it(hidden: Statement) -> None:
    text = hidden.comment.source
    Comment.objects.filter(pk=hidden.comment_id).update(source="", state=CommentState.DELETED)
    assert text in page_of(hidden)


def test_software_says_that_it_decided_and_that_readers_flagged_it(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    hold_for_flags(comment, personal)
    page = page_of(Statement.objects.get())
    assert "The site’s software held back your comment" in page
    assert "Readers had flagged it." in page
    assert "Software decided this by itself." in page
    assert "A moderator looks at it next." in page  # instead of an appeal


def test_a_person_who_decides_what_software_found_says_so(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    Hold.objects.create(comment=comment, name="links", why="It has links.")
    decide.hide(moderator, comment, personal, REASON)
    assert "Software held it back until somebody had looked" in page_of(Statement.objects.get())


def test_what_software_found_weeks_ago_is_no_part_of_what_a_person_decides_now(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    Hold.objects.create(comment=comment, name="links", why="It has links.")
    decide.keep(moderator, comment, None, "The links are sources.")
    decide.hide(moderator, comment, personal, REASON)
    assert "None: a person decided" in page_of(Statement.objects.get())


@pytest.mark.parametrize("who", ["author", "reader2", "visitor"])
def test_nobody_else_reads_it(hidden: Statement, request: pytest.FixtureRequest, who: str) -> None:
    client = Client() if who == "visitor" else client_of(request.getfixturevalue(who))
    answer = client.get(hidden.get_absolute_url())
    assert answer.status_code == (302 if who == "visitor" else 404)
    assert hidden.text not in answer.text


def test_moderators_read_it_to_decide_on_appeals(hidden: Statement, administrator: User) -> None:
    assert "To Gregor Maas" in page_of(hidden, administrator)


def test_the_notice_leads_to_the_statement(hidden: Statement, member: User) -> None:
    client = client_of(member)
    assert "The reasons in full, and what you can do" in client.get("/notices/").text
    notice = Notification.objects.get(statement=hidden)
    assert client.get(f"/notices/{notice.pk}/").url == hidden.get_absolute_url()


@pytest.mark.parametrize("pair", list(product(Act, Scope)), ids=lambda pair: "-".join(pair))
def test_there_are_words_for_every_act(pair: tuple[Act, Scope], article: Article) -> None:
    """Also for pairs that no action makes today: telling people must never be what fails."""
    entry = LogEntry(act=pair[0], scope=pair[1], article=article, reason="Because.", automated=True)
    told = statements.of(entry, 3)
    assert "Because." in told
    assert "%(" not in told
    if pair in statements.WHAT:
        assert statements.effect(entry)


def test_an_act_on_many_comments_says_how_many_of_theirs(
    comment: Comment, member: User, moderator: User, personal: Rule
) -> None:
    decision = Decision(moderator, personal, REASON)
    entry = record(Act.HIDE, Scope.MANY, decision, article=comment.article, count=40)
    state_reasons(member, entry, comment.source, 12)
    assert "A moderator hid 12 comments of yours." in page_of(Statement.objects.get())
    assert "hid 12 comments of yours" in Notification.objects.get(kind="moderation").text


def test_an_essays_author_is_told_who_locked_the_debate(
    article: Article, author: User, moderator: User, personal: Rule
) -> None:
    lock.lock(moderator, article, personal, "Everyone needs to sleep.")
    assert "locked the debate under your essay" in page_of(Statement.objects.get(member=author))


def test_the_place_of_a_hidden_comment_leads_its_author_to_the_reasons(
    comment: Comment, member: User, reader2: User, moderator: User, personal: Rule
) -> None:
    make_comment(reader2, comment.article, "against", comment)  # keeps its place for others
    decide.hide(moderator, comment, personal, REASON)
    url = comment.article.get_absolute_url()
    words = "Your statement of reasons, and how to appeal"
    assert words in client_of(member).get(url).text
    assert words not in client_of(reader2).get(url).text


def test_a_statement_costs_the_same_whatever_else_happened(
    hidden: Statement,
    comment: Comment,
    member: User,
    moderator: User,
    personal: Rule,
    same_queries: Callable[..., None],
) -> None:
    def happen(how_many: int) -> None:
        for reader in make_members(how_many):
            Hold.objects.create(comment=comment, name="links", why="It has links.")
            rows = {"comment": comment, "article": comment.article, "rule": personal}
            Flag.objects.create(flagger=reader, **rows)
            act_on_member(Act.WARN, member, Decision(moderator, personal, REASON))

    reader = client_of(member)
    same_queries(happen, lambda: reader.get(hidden.get_absolute_url()))
    same_queries(happen, lambda: reader.get(f"{hidden.get_absolute_url()}appeal/"))


def test_everything_that_was_done_to_me_is_on_one_page(hidden: Statement, member: User) -> None:
    page = client_of(member).get("/moderation/mine/").text
    assert hidden.get_absolute_url() in page
    assert REASON in page
    assert "/moderation/mine/" in client_of(member).get("/members/me/").text
    assert "/moderation/mine/" in client_of(member).get("/notices/").text


def test_what_waits_and_what_holds_is_there_with_its_end(
    comment: Comment, member: User, moderator: User, personal: Rule
) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.HELD)
    Hold.objects.create(comment=comment, name="links", why="New members’ links wait.")
    until = timezone.now() + timedelta(days=3)
    decision = Decision(moderator, personal, "Third time this week.")
    entry = record(Act.SILENCE, Scope.MEMBER, decision, member=member, until=until)
    state_reasons(member, entry)
    kept = {"entry": entry, "since": timezone.now(), "until": until}
    member.restrictions.create(kind="silence", **kept)
    page = client_of(member).get("/moderation/mine/").text
    assert "New members’ links wait." in page
    assert "Third time this week." in page
    assert f"until {until:%-d %B %Y}" in page


def test_the_page_of_a_member_whom_nobody_moderated_is_kind(reader2: User) -> None:
    assert "Nothing so far." in client_of(reader2).get("/moderation/mine/").text


def test_the_notice_says_when_a_silence_ends(member: User, moderator: User, personal: Rule) -> None:
    until = timezone.now() + timedelta(days=3)
    act_on_member(Act.SILENCE, member, Decision(moderator, personal, REASON), until)
    notice = Notification.objects.get(kind="moderation")
    assert f"It ends on {until:%-d %B %Y, %H:%M} by itself." in notice.text
    assert f"It ends on {until:%-d %B %Y, %H:%M} by itself." in page_of(notice.statement)


def test_it_says_that_the_act_was_taken_back(hidden: Statement, moderator: User) -> None:
    undo(hidden.entry, Decision(moderator, None, "I read it again, and it is about fines."))
    page = page_of(hidden)
    assert "Taken back on" in page
    assert "I read it again, and it is about fines." in page
    assert "does not hold any more" in page


def test_a_statement_outlives_the_account_of_whoever_decided(
    hidden: Statement, moderator: User
) -> None:
    moderator.delete()
    assert "A former moderator" in page_of(hidden)


def test_what_an_essays_author_held_is_said_to_be_theirs(
    comment: Comment, author: User, personal: Rule
) -> None:
    decide.act(Act.HOLD, comment, Decision(author, personal, "Please look at the last sentence."))
    page = page_of(Statement.objects.get())
    assert "The essay’s author held back your comment" in page
    assert "Ines Okafor, who wrote the essay" in page
    assert "the essay’s author came upon it" in page


def test_nobody_else_sees_what_was_decided_about_one(hidden: Statement, author: User) -> None:
    assert REASON not in client_of(author).get("/moderation/mine/").text
    assert Client().get("/moderation/mine/").status_code == 302


def test_everything_about_me_costs_the_same_however_much_was_done(
    member: User,
    article: Article,
    moderator: User,
    personal: Rule,
    same_queries: Callable[..., None],
) -> None:
    def moderate(how_many: int) -> None:
        for _ in range(how_many):
            comment = make_comment(member, article)
            decide.hide(moderator, comment, personal, REASON)
            waiting = make_comment(member, article)
            Comment.objects.filter(pk=waiting.pk).update(state=CommentState.HELD)

    reader = client_of(member)
    same_queries(moderate, lambda: reader.get("/moderation/mine/"))
