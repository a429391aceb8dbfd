"""What a reader's browser does with a debate, without JavaScript."""

import uuid

from django.http import HttpResponse
from django.test import Client

from forum.articles.models import Article

TEXT = "A fine is a price, and a price can be paid."


def sent(**fields: object) -> dict[str, object]:
    return {"position": "against", "source": TEXT, "token": str(uuid.uuid4()), **fields}


def page_of(client: Client, article: Article, query: str = "") -> str:
    return client.get(article.get_absolute_url() + query).content.decode()


def shown(text: str) -> list[int]:
    """The comments of a page in the order of its source."""
    return [int(part.split('"')[0]) for part in text.split('<article id="comment-')[1:]]


def post(client: Client, article: Article, **fields: object) -> HttpResponse:
    return client.post(f"/articles/{article.slug}/arguments/", sent(**fields))
