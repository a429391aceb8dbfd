"""The public log: what was done and why, for everyone; whom it concerned, for nobody."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment
from forum.moderation import log
from forum.moderation.actions import decide, lock
from forum.moderation.models import LogEntry, Rule
from tests.cast import client_of, make_article, make_comment, make_members

URL = "/moderation/log/"
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


def test_a_comment_that_is_back_is_linked(
    hidden: LogEntry, comment: Comment, moderator: User
) -> None:
    decide.restore(moderator, comment, None, "Read again, it is about the figure.")
    page = text_of(Client(), f"{URL}{hidden.number}/")
    assert comment.get_absolute_url() in page
    assert "It has since been restored." in page


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
