"""The site in other words than English: whole, with every placeholder, and read by who chose it."""

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.languages import OFFERED
from tests.cast import client_of, make_comment
from tests.words import Message, said

FOLDER = Path(settings.LOCALE_PATHS[0])
TWO = [("en-gb", "English"), ("de", "Deutsch")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+[^>]*>")
OTHERS = [code for code, _name in OFFERED if not code.startswith("en")]

german = override_settings(LANGUAGES=TWO)


def catalogue(code: str) -> dict[object, str]:
    """What is compiled, by message; (message, n) for the forms of a plural."""
    with (FOLDER / code / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def key(message: Message) -> str:
    context, words, _plural = message
    return f"{context}\x04{words}" if context else words


def forms(code: str, message: Message) -> list[str]:
    found = catalogue(code)
    return [found[k] for k in (key(message), (key(message), 0), (key(message), 1)) if k in found]


def test_messages_are_found_in_code_and_templates() -> None:
    found = said()
    assert ("", "Log in to take part.", "") in found
    assert ("", "{n} reply", "{n} replies") in found
    assert ("of a series", "Part", "") in found
    assert len(found) > 1_500


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_that_is_offered_has_every_word(code: str) -> None:
    """`make words` gathers them; until all are there, forum/languages.py does not offer it."""
    found = catalogue(code)
    singles = {m for m in said() if not m[2]}
    lacking = {m for m in singles if key(m) not in found and (key(m), 0) not in found}
    lacking |= {m for m in said() - singles if (key(m), 1) not in found}
    assert not lacking


@pytest.mark.parametrize("code", [folder.name for folder in FOLDER.iterdir()])
def test_every_placeholder_and_element_is_in_the_other_words_too(code: str) -> None:
    for message in said():
        wanted = [sorted(PLACEHOLDER.findall(each)) for each in message[1:] if each]
        for words in forms(code, message):
            assert sorted(PLACEHOLDER.findall(words)) in wanted, (message, words)


def test_what_is_compiled_is_what_is_written() -> None:
    source = (FOLDER / "de" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', source, re.MULTILINE)
    compiled = catalogue("de")
    assert len(pairs) > 1_500
    for words, ours in pairs:
        assert ours
        unquoted = [each.replace('\\"', '"').replace("\\n", "\n") for each in (words, ours)]
        assert unquoted[1] in compiled.values(), words


@pytest.mark.django_db
@german
def test_a_member_reads_the_site_in_german_and_everybody_else_as_it_was(
    member: User, reader2: User, article: Article
) -> None:
    make_comment(article.author, article)
    User.objects.filter(pk=member.pk).update(language="de")
    for url in ("/", article.get_absolute_url(), "/members/me/", "/moderation/log/"):
        for client, word in ((client_of(member), "Abmelden"), (client_of(reader2), "Log out")):
            for _again in range(2):
                assert word in client.get(url).text, url
        assert "Log in" in Client().get(url, follow=True).text
    page = client_of(member).get(article.get_absolute_url()).text
    assert "Darauf antworten" in page or "Antworten" in page
    assert "Dafür" in page
    refused = client_of(member).post("/members/me/", {"section": "words", "time_zone": "Mars"})
    assert "Es gibt keine Zeitzone ‚Mars‘" in refused.text


@pytest.mark.django_db
@german
def test_mail_is_in_the_words_of_whom_it_is_for(member: User) -> None:
    User.objects.filter(pk=member.pk).update(language="de")
    Client().post(reverse("account_reset_password"), {"email": member.email})
    (sent,) = mail.outbox
    assert "Password" not in sent.subject
    assert "Passwort" in sent.subject + sent.body


@pytest.mark.django_db
@german
@override_settings(LANGUAGE_CODE="de", KEEP_PAGES=0)
def test_a_site_may_speak_german_to_visitors_and_english_to_who_wants_it(member: User) -> None:
    assert "Anmelden" in Client().get("/").text
    User.objects.filter(pk=member.pk).update(language="en-gb")
    page = client_of(member).get("/").text
    assert "Log out" in page
    assert "Abmelden" not in page
