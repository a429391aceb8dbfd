"""What the tests of essays send and look for."""

import html

from django.http import HttpResponse
from django.test import Client

from forum.articles.models import Article
from tests.cast import ESSAY, THESIS

TOKEN = "0123456789abcdef"


def sent(act: str = "save", **fields: object) -> dict[str, object]:
    """What the writing page sends: a whole essay, unless `fields` says otherwise."""
    words = {"title": "The fine", "thesis": THESIS, "source": ESSAY, "tags": "Libraries"}
    return {"act": act, "token": TOKEN, "edition": 0, "tab": "aaaaaaaaaaaaaaaa", **words, **fields}


def write(client: Client, act: str = "save", **fields: object) -> HttpResponse:
    """Send the page for a new essay."""
    return client.post("/articles/new/", sent(act, **fields))


def rewrite(client: Client, article: Article, act: str = "save", **fields: object) -> HttpResponse:
    """Send the page of an essay that exists, as it would be sent from a fresh window."""
    known = Article.objects.get(pk=article.pk)
    words = {"token": known.token, "edition": known.edition, "tab": "bbbbbbbbbbbbbbbb"}
    return client.post(f"/articles/{known.slug}/edit/", sent(act, **{**words, **fields}))


def text(response: HttpResponse) -> str:
    """The page's text with its entities as characters and its spaces as one."""
    return " ".join(html.unescape(response.content.decode()).split())
