"""Which pages are read of a debate: every view, every order, any depth of 'show more'."""

import re
from html import unescape
from typing import Any

from bench.speed.client import Request, expect

type Pages = dict[str, str]  # an address by what it is

SHOWN = re.compile(rb'id="comment-(\d+)"')


def of_debate(port: int, about: dict[str, Any]) -> Pages:
    """The pages of this debate; those of 'show more' lead on from what the first screen shows."""
    essay = f"/articles/{about['slug']}/"
    body = expect(port, Request(essay, {})).body.decode()
    pages = {
        "first": essay,
        **{f"order {order}": f"{essay}?order={order}" for order in ("newest", "oldest")},
        "order discussed": f"{essay}?order=discussed",
        "claim": f"{essay}?claim=1",
        **{view: f"{essay}{view}/" for view in ("clash", "thread", "map", "moved", "stances")},
        "permalink deepest": f"/comments/{_deepest(about['id'])}/",
    }
    return pages | _more_threads(body, about) | _more_replies(about)


def of_site() -> Pages:
    return {"home": "/", "home active": "/?order=active"}


def of_moderators() -> Pages:
    return {"queue": "/moderation/", "log": "/moderation/log/"}


def shown(body: bytes) -> list[int]:
    """The comments on a page, by id."""
    return [int(pk) for pk in dict.fromkeys(SHOWN.findall(body))]


def _deepest(article: int) -> int:
    """The newest of the deepest comments."""
    from forum.comments.models import Comment

    rows = Comment.objects.visible().filter(article=article)
    return rows.order_by("-depth", "-pk").values_list("pk", flat=True)[0]


def _more_threads(body: str, about: dict[str, Any]) -> Pages:
    """The first, the middle and the last page of further threads for the thesis."""
    found = re.search(r'href="(/articles/[^"]+/arguments/for/\?[^"]*)"', body)
    if found is None:
        return {}
    first = unescape(found[1])
    roots = _roots(about["id"])
    pages = {"more threads first": first}
    for name, place in (("middle", len(roots) // 2), ("last", max(0, len(roots) - 8))):
        query = f"after={roots[place]}&order=strongest"
        shown_first = re.search(r"shown=[\d-]+", first)
        query += f"&{shown_first[0]}" if shown_first else ""
        pages[f"more threads {name}"] = f"/articles/{about['slug']}/arguments/for/?{query}"
    return pages


def _roots(article: int) -> list[int]:
    from forum.comments.models import Comment
    from forum.comments.orders import Order, in_order

    rows = Comment.objects.visible().filter(article=article, parent=None, position="for")
    return list(in_order(rows, Order.STRONGEST).values_list("pk", flat=True))


def _more_replies(about: dict[str, Any]) -> Pages:
    """The same of the replies in the largest thread."""
    from forum.comments.models import Comment

    roots = Comment.objects.visible().filter(article=about["id"], parent=None)
    root = roots.order_by("-descendants", "-pk").first()
    if root is None:
        return {}
    below = Comment.objects.visible().filter(article=about["id"]).under(root.path)
    ids = list(below.order_by("path").values_list("pk", flat=True))
    places = {"first": 3, "middle": len(ids) // 2, "last": max(0, len(ids) - 10)}
    return {
        f"more replies {name}": f"/comments/{root.pk}/thread/?after={ids[min(place, len(ids) - 1)]}"
        for name, place in places.items()
        if ids
    }
