"""The operator's lists of words and patterns: what is found, and what cannot be saved."""

import time

import pytest
from django.test import Client

from accounts.models import User
from forum.moderation.gate.facts import Found
from forum.moderation.gate.phrases import Listed, Wordlist, _set_of, is_usable
from forum.moderation.gate.words import capitals_in, links_in, mark_of, read_as
from forum.moderation.models import Phrase, Rule
from forum.moderation.wordlist import FIRST_PHRASES, write_missing
from forum.text.plain import plain
from forum.text.render import render_comment
from tests.cast import client_of

SITE = "here.example"
FIRST = Wordlist(Listed(*row[:4]) for row in FIRST_PHRASES)


def found(source: str, *listed: Listed) -> tuple[Found, ...]:
    wordlist = Wordlist(listed) if listed else FIRST
    return wordlist.find(read_as(source, plain(render_comment(source)).text))


@pytest.mark.parametrize(
    "source",
    ["magic beans", "Magic\n  Beans!", "(magic beans)", "*magic* **beans**", "ma\u200bgic beans"],
)
def test_words_are_found_in_any_looks(source: str) -> None:
    assert found(source, Listed("words", "magic beans", "hold", "spam"))


@pytest.mark.parametrize("source", ["magical beans", "magic, beans", "émagic beans", "magic"])
def test_words_are_found_whole_or_not_at_all(source: str) -> None:
    assert not found(source, Listed("words", "magic beans", "hold", "spam"))


def test_what_was_found_is_said_as_it_stands_there() -> None:
    listed = Listed("pattern", r"bean+s", "refuse", "spam")
    assert found("Buy BEANNNS now", listed) == (Found("BEANNNS", True, "spam"),)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(beans", "missing )"),
        ("beans(?=now)", "(?="),
        (r"(a)\1", "\\1"),
        ("a{2000}", "repetition"),
        ("b*", "every text"),
        ("  ", "Write"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(pattern: str, why: str) -> None:
    assert why in is_usable("pattern", pattern)


def test_what_is_no_pattern_may_look_like_a_broken_one() -> None:
    assert is_usable("words", "(beans") == ""


def test_the_admin_form_refuses_a_wrong_pattern(administrator: User) -> None:
    browser = client_of(administrator)
    answer = save(browser, "(beans")
    assert "RE2 cannot read this pattern: missing )" in answer
    assert not Phrase.objects.filter(text="(beans").exists()
    save(browser, "(beans)")
    assert Phrase.objects.filter(text="(beans)").exists()


def save(browser: Client, text: str) -> str:
    fields = {
        "kind": "pattern",
        "text": text,
        "verdict": "hold",
        "rule": Rule.objects.get(number=2).pk,
    }
    return browser.post("/admin/moderation/phrase/add/", fields).content.decode()


def test_a_long_list_is_searched_as_well_as_a_short_one() -> None:
    words = [Listed("words", f"magic bean number {n}", "hold", "spam") for n in range(3_000)]
    assert [one.words for one in found("One Magic Bean number 2999!", *words)] == [
        "Magic Bean number 2999"
    ]


def test_patterns_that_are_too_large_together_are_searched_one_by_one() -> None:
    large = [
        Listed("pattern", rf"(?:[\pL\pN]{{0,99}}{n}){{3}}", "hold", "spam") for n in range(10, 22)
    ]
    assert _set_of(large) is None
    assert found("a17 b17 c21d21e21", *large) == (Found("c21d21e21", False, "spam"),)


def test_no_pattern_and_no_text_can_stop_the_site() -> None:
    """It takes a backtracking engine years to find that this is not there."""
    listed = Listed("pattern", r"(a+)+$|(a|aa)*c", "hold", "spam")
    since = time.perf_counter()
    found("a" * 20_000 + "b", listed)
    assert time.perf_counter() - since < 2


def test_a_new_sites_phrases_can_all_be_saved_and_are_there(db: None) -> None:
    for kind, text, _verdict, _rule, _note in FIRST_PHRASES:
        assert is_usable(kind, text) == ""
        assert len(text) <= Phrase._meta.get_field("text").max_length
    Phrase.objects.all().delete()
    write_missing(Phrase, Rule)
    assert Phrase.objects.count() == len(FIRST_PHRASES)


def test_a_new_sites_phrases_come_once(db: None) -> None:
    Phrase.objects.all().delete()
    Phrase.objects.create(kind="words", text="beans", rule=Rule.objects.get(number=2))
    write_missing(Phrase, Rule)
    assert Phrase.objects.count() == 1


@pytest.mark.parametrize(
    "source",
    [
        "Please check out my new YouTube channel!",
        "sub 4 sub?",
        "You are a complete idiot.",
        "go and kill yourself",
        "[url=http://x.example]cheap[/url]",
        "Buy cheap viagra here",
    ],
)
def test_a_new_site_holds_what_is_seldom_an_argument(source: str) -> None:
    assert found(source)


@pytest.mark.parametrize(
    "source",
    [
        "You are right that this standard is stupid.",
        "Check the figures of our county against yours.",
        "Casinos pay a third of this town’s taxes.",
        "The channel between the islands is dredged every year.",
        "Dostoevsky’s Idiot would not have paid the fine.",
        "The mustard and custard of the argument is in the last line.",
        "Whoever kills should be tried, and so should whoever orders it.",
        "See what you can make from home-grown beans.",
    ],
)
def test_a_new_site_lets_arguments_pass(source: str) -> None:
    assert not found(source)


def test_texts_that_differ_in_looks_only_have_one_mark() -> None:
    assert mark_of("Who *pays* for it?") == mark_of("who  pays\nfor IT!!")
    assert mark_of("Who pays?") != mark_of("Who prays?")
    assert mark_of("!!!") != mark_of("???")
    assert mark_of("\udc80") != mark_of("\udc81")


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("No link.", 0),
        ("https://a.example and [this](http://b.example)", 2),
        ("`https://a.example`", 1),
        ("www.a.example", 1),
        ("buy at cheap-stuff.shop today", 1),
        ("[here](https://here.example/articles/x/)", 0),
        ("[there](/articles/x/), @ines", 0),
        ("We agree.Nothing else.", 0),
    ],
)
def test_links_to_elsewhere_are_counted(source: str, links: int) -> None:
    assert links_in(source, render_comment(source), SITE) == links


def test_capitals_are_counted_among_letters_that_have_two_forms() -> None:
    assert capitals_in("AB cd") == 0.5
    assert capitals_in("漢字 12") == 0
