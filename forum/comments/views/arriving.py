"""What comes while a debate is read: the number that is asked for again and again, the notice, and
the comments for their places on the page."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.articles.sources import of_essay
from forum.comments.arriving import arrivals, arrived, newest
from forum.comments.nodes import Reader
from forum.comments.options import DebateOptions
from forum.comments.views.reading import anchor, number_in
from forum.pages.sources import made_from
from forum.pieces import outlines


@made_from(of_essay)
@require_safe
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The number of the debate's newest comment, for whoever may see the essay. Scripts ask for it
    without cookies, so that all readers get the one page that is kept."""
    article = get_object_or_404(Article.objects.visible_to(request.user).only("pk"), slug=slug)
    return HttpResponse(str(newest(article)), content_type="text/plain")


@made_from(of_essay)
@require_safe
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """How much came after the comment `?after=`, and in which threads; nothing, if nothing did."""
    reader, options = _asked(request, slug)
    found = arrivals(reader, newest(reader.article), options)
    context = {"arrivals": found, "article": reader.article, "options": options}
    return render(request, "comments/_arrivals.html", context)


@made_from(of_essay)
@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """What came after `?after=` up to `?until=`, in the thread `?thread=` or anywhere, and the
    numbers that it changed."""
    reader, options = _asked(request, slug)
    until = number_in(request, "until")
    if until is None:
        raise BadRequest("until is missing")
    nodes = arrived(reader, until, options, anchor(request, reader.article, "thread"))
    counted = options.answered or reader.article
    context = {"nodes": nodes, "article": reader.article, "counted": counted, "until": until}
    context |= {"after": reader.since}
    return outlines.render(request, "comments/_arrived.html", context, nodes)


def _asked(request: HttpRequest, slug: str) -> tuple[Reader, DebateOptions]:
    """Who asks, of which essay, and what of its debate their page shows."""
    rows = Article.objects.visible_to(request.user).without_texts()
    article = get_object_or_404(rows, slug=slug)
    after = number_in(request, "after")
    if after is None:
        raise BadRequest("after is missing")
    options = DebateOptions.from_query(request.GET, article).only_part()
    return Reader(request.user, article, after), options
