"""The public log of what moderators did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.moderation import log
from forum.moderation.forms import LogForm
from forum.moderation.models import LogEntry


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The log, filtered by act, rule and essay. A filter that there is not is a 400."""
    form = LogForm(request.GET)
    if not form.is_valid():
        return render(request, "moderation/log.html", {"form": form}, status=400)
    asked = form.cleaned_data
    article = None
    if asked["article"]:
        articles = Article.objects.visible_to(request.user).only("slug", "title")
        article = get_object_or_404(articles, slug=asked["article"])
    wanted = log.Filter(asked["act"], asked["rule"], article)
    page = log.page(request.user, wanted.of(LogEntry.objects.all()), asked["before"] or 0)
    context = {"form": form, "page": page, "wanted": wanted, "older": _older(wanted, page)}
    return render(request, "moderation/log.html", context)


@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One act by its number in the chain: what a stub and a statement link to."""
    one = get_object_or_404(LogEntry.objects.only("pk"), number=number)
    context = {"page": log.page(request.user, LogEntry.objects.filter(pk=one.pk))}
    return render(request, "moderation/log_entry.html", context)


def _older(wanted: log.Filter, page: log.Page) -> str:
    """The query of the next page, or '' on the last."""
    if not page.before:
        return ""
    query = {
        "act": wanted.act,
        "rule": wanted.rule.number if wanted.rule else "",
        "article": wanted.article.slug if wanted.article else "",
        "before": page.before,
    }
    return urlencode({name: value for name, value in query.items() if value})
