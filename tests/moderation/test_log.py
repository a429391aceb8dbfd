"""The public log: what was done and why, for everyone; whom it concerned, for nobody."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment
from forum.moderation import deeds, log
from forum.moderation.actions import decide, lock
from forum.moderation.actions.record import Decision, record
from forum.moderation.actions.undo import undo
from forum.moderation.models import Act, LogEntry, Rule, Scope
from tests.cast import client_of, make_article, make_comment, make_members

URL = "/moderation/log/"
UNTIL = datetime(2031, 5, 4, 12, 30, tzinfo=UTC)
REASON = "It answers the man and not the figure."


@pytest.fixture
def hidden(comment: Comment, moderator: User, personal: Rule) -> LogEntry:
    return decide.hide(moderator, comment, personal, REASON)


def text_of(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("url", [URL, URL + "{entry}/"])
def test_everyone_reads_what_was_done_by_whom_and_why(hidden: LogEntry, url: str) -> None:
    page = text_of(Client(), url.format(entry=hidden.number))
    for words in ("Wilma Jansen", "hid", "Rule 3, No personal remarks", REASON, "For"):
        assert words in page
    assert hidden.article.get_absolute_url() in page


@pytest.mark.parametrize("url", [URL, URL + "{entry}/"])
@pytest.mark.parametrize("who", ["visitor", "reader2", "author", "member"])
def test_no_one_reads_whom_it_concerned_or_the_words(
    hidden: LogEntry, request: pytest.FixtureRequest, who: str, url: str
) -> None:
    person = request.getfixturevalue(who)
    client = Client() if who == "visitor" else client_of(person)
    page = text_of(client, url.format(entry=hidden.number))
    assert hidden.comment.source not in page
    if who != "member":  # whose own name stands in the masthead
        assert "Gregor Maas" not in page
        assert f"/comments/{hidden.comment_id}/" not in page


def test_moderators_read_the_words_in_the_log(hidden: LogEntry, moderator: User) -> None:
    assert hidden.comment.source in text_of(client_of(moderator))


def test_only_moderators_are_led_to_a_comment_that_is_back_for_it_bears_a_name(
    hidden: LogEntry, comment: Comment, moderator: User
) -> None:
    decide.restore(moderator, comment, None, "Read again, it is about the figure.")
    page = text_of(Client(), f"{URL}{hidden.number}/")
    assert "It has since been restored." in page
    assert comment.get_absolute_url() not in page
    record = json.loads(LogEntry.objects.get(pk=hidden.pk).record)
    assert record["comment"] != comment.pk
    assert comment.get_absolute_url() in text_of(client_of(moderator), f"{URL}{hidden.number}/")


def test_the_title_of_a_hidden_essay_is_not_shown(
    hidden: LogEntry, author: User, moderator: User
) -> None:
    Article.objects.filter(pk=hidden.article_id).update(state=ArticleState.HIDDEN)
    title = hidden.article.title
    assert title not in text_of(Client())
    assert "an essay that is not public" in text_of(Client())
    assert title in text_of(client_of(moderator))
    assert Client().get(URL, {"article": hidden.article.slug}).status_code == 404


def test_the_log_is_filtered_by_act_rule_and_essay(
    article: Article, author: User, member: User, moderator: User, rule: Callable[[str], Rule]
) -> None:
    other = make_article(author)
    decide.hide(moderator, make_comment(member, article), rule("spam"), "Sells calculators.")
    decide.remove(moderator, make_comment(member, other), rule("private"), "Gives an address.")
    lock.lock(author, other, None, "I am away for a week.")

    def reasons(**query: object) -> list[str]:
        page = Client().get(URL, query).context["page"]
        return [line.entry.reason for line in page.lines]

    assert reasons() == ["I am away for a week.", "Gives an address.", "Sells calculators."]
    assert reasons(act="remove") == ["Gives an address."]
    assert reasons(rule=2) == ["Sells calculators."]
    assert reasons(article=other.slug) == ["I am away for a week.", "Gives an address."]
    assert reasons(article=other.slug, act="lock") == ["I am away for a week."]
    assert reasons(act="hide", rule=5) == []


@pytest.mark.parametrize("query", [{"act": "vanish"}, {"rule": "99"}, {"before": "x"}])
def test_a_filter_that_there_is_not_is_said(hidden: LogEntry, query: dict[str, str]) -> None:
    answer = Client().get(URL, query)
    assert answer.status_code == 400
    assert "The log has no such filter." in answer.content.decode()


def test_the_log_of_an_essay_that_there_is_not_is_not_there(db: None) -> None:
    assert Client().get(URL, {"article": "no-such-essay"}).status_code == 404
    assert Client().get(f"{URL}4711/").status_code == 404


def test_the_log_goes_on_where_the_page_ended(
    article: Article, moderator: User, personal: Rule
) -> None:
    for member in make_members(log.PAGE_SIZE + 2):
        decide.hide(moderator, make_comment(member, article), personal, REASON)
    first = Client().get(URL, {"act": "hide"})
    decide.hide(moderator, make_comment(article.author, article), personal, "Came meanwhile")
    older = first.context["older"]
    second = Client().get(f"{URL}?{older}").context["page"]
    ids = [line.entry.pk for page in (first.context["page"], second) for line in page.lines]
    assert len(ids) == len(set(ids)) == log.PAGE_SIZE + 2
    assert "act=hide" in older
    assert second.before == 0


def test_an_empty_log_hopes_to_stay_so(db: None) -> None:
    assert "May it stay so." in text_of(Client())


def test_who_acted_and_left_the_site_stays_in_the_log_without_a_name(
    hidden: LogEntry, moderator: User
) -> None:
    moderator.delete()
    page = text_of(Client())
    assert "A former moderator" in page
    assert REASON in page


def test_the_log_takes_as_many_queries_for_many_acts_as_for_few(
    article: Article, moderator: User, personal: Rule, same_queries: Callable[..., None]
) -> None:
    def make_acts(how_many: int) -> None:
        for number, member in enumerate(make_members(how_many)):
            comment = make_comment(member, article, "against")
            decide.hide(moderator, comment, personal, REASON)
            if number % 2:
                decide.restore(moderator, comment, None, "A mistake")

    client = client_of(moderator)
    same_queries(make_acts, lambda: client.get(URL))


@pytest.fixture
def warned(comment: Comment, moderator: User, personal: Rule) -> LogEntry:
    """Gregor is warned; what he wrote stays for everyone to read."""
    decision = Decision(moderator, personal, "Once more, and it is a silence.")
    about = {"article": comment.article, "comment": comment, "member": comment.author}
    return record(Act.WARN, Scope.MEMBER, decision, **about)


@pytest.mark.parametrize("url", [URL, URL + "{entry}/"])
def test_the_comment_that_occasioned_an_act_on_a_member_is_shown_to_moderators_only(
    warned: LogEntry, moderator: User, url: str
) -> None:
    url = url.format(entry=warned.number)
    page, theirs = text_of(Client(), url), text_of(client_of(moderator), url)
    assert "warned a member" in page
    assert warned.comment
    assert warned.article
    for place in (warned.comment.get_absolute_url(), warned.article.get_absolute_url()):
        assert place not in page
        assert place in theirs


def test_the_log_of_a_debate_does_not_say_who_was_warned_in_it(
    warned: LogEntry, moderator: User
) -> None:
    query = {"article": warned.article.slug}
    assert "warned a member" not in Client().get(URL, query).content.decode()
    assert "warned a member" in client_of(moderator).get(URL, query).content.decode()


def test_the_log_is_filtered_by_who_acted(
    article: Article, author: User, moderator: User, personal: Rule
) -> None:
    comment = make_comment(author, article)
    decide.hide(moderator, comment, personal, "By Wilma")
    lock.lock(author, article, None, "By Ines")
    record(Act.HOLD, Scope.COMMENT, Decision(None, personal, "By software"), comment=comment)

    def reasons(moderator: str) -> list[str]:
        page = Client().get(URL, {"moderator": moderator}).context["page"]
        return [line.entry.reason for line in page.lines]

    assert reasons("wilma") == ["By Wilma"]
    assert reasons("ines") == ["By Ines"]
    assert reasons("-") == ["By software"]
    assert Client().get(URL, {"moderator": "nobody-here"}).status_code == 400


def test_who_may_be_chosen_are_those_in_office_and_who_was_asked_for(
    author: User, member: User, moderator: User, administrator: User
) -> None:
    page = Client().get(URL, {"moderator": "ines"})
    assert [*page.context["moderators"]] == [author, administrator, moderator]
    assert '<option value="ines" selected>' in page.content.decode()


def test_a_debate_is_found_by_words_of_its_title(author: User) -> None:
    kerb = make_article(author, title="No free kerb")
    make_article(author, title="No grades before fourteen")
    make_article(author, title="No one may read this", published=False)
    lock.lock(author, kerb, None, "Everything is said.")
    one = Client().get(URL, {"article": "KERB"})
    assert "Everything is said." in one.content.decode()
    both = Client().get(URL, {"article": "no ", "act": "lock"}).content.decode()
    assert f"?article={kerb.slug}&amp;act=lock" in both
    assert "No grades before fourteen" in both
    assert "No one may read this" not in both
    none = Client().get(URL, {"article": "<b>nothing"})
    assert none.status_code == 404
    assert "No essay that you can read" in none.content.decode()


def test_the_page_and_a_plain_text_show_the_head_to_note(hidden: LogEntry) -> None:
    line = f"{hidden.number} {hidden.hash}\n"
    answer = Client().get(f"{URL}head/")
    assert answer.content.decode() == line
    assert answer["Content-Type"].startswith("text/plain")
    assert hidden.hash in text_of(Client())


def test_an_act_is_shown_with_its_record_and_its_place_in_the_chain(
    hidden: LogEntry, comment: Comment, moderator: User
) -> None:
    restored = decide.restore(moderator, comment, None, "A mistake")
    first = text_of(Client(), f"{URL}{hidden.number}/")
    assert escape(hidden.record) in first
    assert "0" * 64 in first
    assert hidden.salt not in first
    second = text_of(Client(), f"{URL}{restored.number}/")
    assert hidden.hash in second
    assert restored.hash in second


def test_an_act_and_what_undid_it_lead_to_each_other(hidden: LogEntry, moderator: User) -> None:
    done = undo(hidden, Decision(moderator, None, "It was about the figure."))
    page = text_of(Client())
    assert f"It has since been undone by act {done.number}." in page
    assert f"It was about act {hidden.number}." in page


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("scope", Scope)
def test_every_act_has_words(act: str, scope: str) -> None:
    entry = LogEntry(act=act, scope=scope, count=3)
    assert "%" not in deeds.deed(entry)
    assert ("3 comments" in deeds.deed(entry)) == (scope == Scope.MANY)


def test_what_holds_for_a_time_says_so() -> None:
    entry = LogEntry(act=Act.SLOW, scope=Scope.DEBATE, until=UNTIL, pause=90)
    words = "to a comment every 90 seconds from each member until 4 May 2031, 12:30"
    assert deeds.terms(entry) == words
    assert deeds.terms(LogEntry(act=Act.HIDE, scope=Scope.COMMENT)) == ""


@pytest.mark.parametrize(
    ("pause", "words"), [(60, "a comment every minute"), (600, "every 10 minutes"), (1, "1 second")]
)
def test_a_pause_is_said_in_its_unit(pause: int, words: str) -> None:
    assert words in deeds.terms(LogEntry(act=Act.SLOW, scope=Scope.DEBATE, pause=pause))
