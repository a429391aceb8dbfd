"""Pasting the words that one answers: where the essay says them, and what if it does not."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.lock import set_lock
from forum.articles.models import Article, Passage
from tests.cast import client_of, make_article

ONCE = "Readers who owed money stopped coming"
TWICE = "a fine is a price"
SOURCE = f"""\
{ONCE}.[^1] Everybody knows that {TWICE}.

> And {TWICE}, nobody says aloud.

{"So it goes. " * 12}

[^1]: Counted at the desk.
"""


@pytest.fixture
def article(author: User) -> Article:
    return make_article(author, source=SOURCE)


def quote(browser: Client, article: Article, words: str, **more: str) -> tuple[int, str]:
    answer = browser.post(f"/articles/{article.slug}/quote/", {"quote": words, **more})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("words", [ONCE, f" {ONCE.replace(' ', chr(10))} ", f"{ONCE}.1"])
def test_words_that_stand_once_open_the_form(article: Article, member: User, words: str) -> None:
    status, text = quote(client_of(member), article, words)
    assert status == 200
    assert f'name="quote" value="{ONCE}' in text
    assert 'name="suffix" value="' in text
    assert "Your argument" in text
    assert not Passage.objects.exists()


def test_of_several_places_one_says_which(article: Article, member: User) -> None:
    browser = client_of(member)
    status, text = quote(browser, article, TWICE)
    assert status == 400
    assert "in 2 places" in text
    assert text.count("Answer this one") == 2
    status, text = quote(browser, article, TWICE, prefix="And ", suffix=", nobody says")
    assert status == 200
    assert 'name="prefix" value="And ' in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Paste the words"),
        (" \n ", "Paste the words"),
        ("Nobody ever wrote this.", "does not say this"),
        ("So it goes", "more than 9 places"),
        ("x" * 1001, "at most 1000 are possible"),
        ("\0", "NUL"),
    ],
)
def test_what_is_no_passage_is_said_and_comes_back(
    article: Article, member: User, words: str, sentence: str
) -> None:
    status, text = quote(client_of(member), article, words)
    assert status == 400
    assert sentence in text
    assert words.strip() in text
    assert "Your argument" not in text


def test_a_locked_debate_says_so_at_once(article: Article, member: User) -> None:
    set_lock(article, True)
    answer = client_of(member).get(f"/articles/{article.slug}/quote/")
    assert answer.status_code == 403
    assert "locked" in answer.content.decode()
    assert quote(client_of(member), article, ONCE)[0] == 403


def test_visitors_are_led_to_the_log_in_and_back(client: Client, article: Article) -> None:
    place = f"/articles/{article.slug}/quote/"
    answer = client.get(place)
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={place}")


def test_a_draft_has_no_such_page(author: User, member: User) -> None:
    draft = make_article(author, published=False)
    assert client_of(member).get(f"/articles/{draft.slug}/quote/").status_code == 404
