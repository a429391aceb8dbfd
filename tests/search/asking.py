"""Asking the search as a test does: in words, after the index has followed what was written."""

import re
from html import unescape

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from forum.articles.models import Article
from forum.comments.models import Comment
from forum.search import actions
from forum.search.find import search
from forum.search.query import parse

VISITOR = AnonymousUser()


def found(typed: str, viewer: object = VISITOR) -> list[Article | Comment]:
    """What this viewer finds, the best first."""
    actions.catch_up()
    query = parse(typed)
    answer = search(viewer, query)
    kinds = {True: Article, False: Comment}
    return [kinds[hit.is_essay].objects.get(pk=hit.pk) for hit in answer.ranked(query.kind)]


def counted(typed: str, viewer: object = VISITOR) -> tuple[int, int]:
    """Of essays and of arguments, how many this viewer is told there are."""
    actions.catch_up()
    answer = search(viewer, parse(typed))
    return answer.essays.count, answer.arguments.count


def page(client: Client, typed: str, **query: str) -> str:
    """The page of a search as one reads it, without what stands around it."""
    actions.catch_up()
    response = client.get("/search/", {"q": typed, **query})
    assert response.status_code == 200
    return response.text.partition("<main")[2].partition("</main>")[0]


def steps(client: Client, typed: str, **query: str) -> list[str]:
    """The page, and those to which ‘More’ and ‘Look further back’ lead on from it, to the end."""
    pages = [page(client, typed, **query)]
    while 'rel="next"' in pages[-1]:
        address = pages[-1].partition('rel="next" href="')[2].partition('"')[0]
        response = client.get(f"/search/{unescape(address)}")
        assert response.status_code == 200
        pages.append(response.text.partition("<main")[2].partition("</main>")[0])
    return pages


def led_to(html: str) -> list[int]:
    """The ids of the arguments to which a page leads, in its order."""
    return [int(pk) for pk in re.findall(r'href="/comments/(\d+)/"', html)]


def marked(html: str) -> list[str]:
    return [unescape(word) for word in re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)]
