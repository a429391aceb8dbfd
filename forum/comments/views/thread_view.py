"""The debate as one list, in the order of its threads or with what is unread first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.sessions import is_htmx
from forum.articles.models import Article
from forum.articles.sources import of_essay
from forum.comments import rules
from forum.comments.actions.visit import look
from forum.comments.nodes import Reader, all_of
from forum.comments.thread_view import Start, thread_page
from forum.comments.unread import unread_of
from forum.comments.views.reading import anchor, number_in
from forum.pages.sources import made_from
from forum.pieces import outlines


@made_from(of_essay)
@require_safe
def thread_view(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the list; with htmx what belongs under the page that is shown."""
    seen = Article.objects.visible_to(request.user).select_related("author")
    article = get_object_or_404(seen, slug=slug)
    unread_first = request.GET.get("unread") == "first"
    reader = Reader(request.user, article, _since(request, article))
    until = number_in(request, "until")
    newest = article.last_number if until is None else until
    unread = unread_of(reader, newest, first=unread_first)
    start = Start(anchor(request, article, "after"), is_after=True)
    if start.comment is None:
        start = Start(anchor(request, article, "from"))
    page = thread_page(reader, unread, start)
    context = {"page": page, "article": article, "view": "thread", "is_first": not start.comment}
    context |= {"unread_first": unread_first, "closed": rules.is_open(article)}
    piece = "comments/_more_of_thread.html" if is_htmx(request) else "comments/thread_view.html"
    return outlines.render(request, piece, context, all_of(page.nodes))


def _since(request: HttpRequest, article: Article) -> int | None:
    """The newest comment the reader knew before: as the address says, or by their visit."""
    since = number_in(request, "since")
    if since is None and request.user.is_authenticated:
        return look(request.user, article)
    return since
