"""Sending feeds. Everyone gets what a visitor may see."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.articles.models import Article, Tag
from forum.articles.sources import of_essay
from forum.feeds import atom, debates, essays, json_feed
from forum.feeds.entries import Feed
from forum.feeds.sources import of_essays
from forum.pages.sources import made_from
from forum.sql import is_key

FORMS = {"atom": atom, "json": json_feed}


@made_from(of_essays)
@require_safe
def site(request: HttpRequest, form: str) -> HttpResponse:
    return _sent(essays.of_site(_before(request)), form)


@made_from(of_essays)
@require_safe
def tag(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    return _sent(essays.of_tag(found, _before(request)), form)


@made_from(of_essays)
@require_safe
def author(request: HttpRequest, username: str, form: str) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(None), username=username)
    return _sent(essays.of_author(person, _before(request)), form)


@made_from(of_essay)
@require_safe
def debate(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(None).without_texts(), slug=slug)
    return _sent(debates.of_debate(article, _before(request)), form)


def _before(request: HttpRequest) -> str:
    """Which entry the page begins after. Raises Http404 for what can name none."""
    wanted: str = request.GET.get("before", "")
    if wanted and not is_key(wanted):
        raise Http404
    return wanted


def _sent(feed: Feed, form: str) -> HttpResponse:
    made = FORMS[form]
    return HttpResponse(made.written(feed), content_type=f"{made.TYPE}; charset=utf-8")
