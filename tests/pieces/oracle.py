"""An essay's page as its templates make it at once, to hold against what is made of pieces."""

import re
from difflib import unified_diff

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.speaking import in_words_of
from forum.articles.models import Article
from forum.articles.views import reading
from tests.cast import client_of

# What is another each time: the masked token, and a form's one-time mark.
EACH_TIME = re.compile(
    r'((?:csrfmiddlewaretoken|name="(?:token|tab))" value="|X-CSRFToken": ")[^"]*'
)


def page(viewer: User | None, article: Article) -> str:
    """As this viewer is shown it."""
    client = client_of(viewer) if viewer else Client()
    client.get(article.get_absolute_url())  # makes what is not ready
    return alike(client.get(article.get_absolute_url()).content.decode())


def at_once(viewer: User | None, article: Article, query: str = "") -> str:
    """As its templates show it to this viewer, who has seen it before."""
    request = RequestFactory().get(article.get_absolute_url() + query)
    request.user = User.objects.get(pk=viewer.pk) if viewer else AnonymousUser()
    with in_words_of(request.user):
        context = reading.context_of(request, article.slug)
        return alike(render_to_string("articles/read.html", context, request))


def difference(viewer: User | None, article: Article) -> str:
    """Where the page of pieces is another one, line by line; '' if nowhere."""
    of_pieces = page(viewer, article).split("\n")  # first, for a page knows of the last visit
    whole = at_once(viewer, article).split("\n")
    return "\n".join(unified_diff(whole, of_pieces, "at once", "of pieces", n=0, lineterm=""))


def alike(html: str) -> str:
    return EACH_TIME.sub(r"\1", html)
