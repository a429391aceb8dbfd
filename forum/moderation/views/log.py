"""The public log of what was done, by whom and why, and its head for whoever wants to note it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import roles
from accounts.models import User
from forum.articles.models import Article
from forum.moderation import log, proof
from forum.moderation.forms import LogForm
from forum.moderation.models import LogEntry

MOST_DEBATES = 10  # more is no choice: another word of the title is


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """The log, filtered by act, rule, moderator and debate. A filter that there is not is a 400; a
    debate that there is not, a 404; words that several titles have, a choice of them."""
    form = LogForm(request.GET)
    try:
        wanted = _wanted(request, form) if form.is_valid() else None
    except User.DoesNotExist:
        wanted = None
    if wanted is None:
        return _page(request, form, 400, no_filter=True)
    if form.cleaned_data["article"] and not wanted.article:
        debates = _debates(request, form.cleaned_data["article"])
        return _page(request, form, 200 if debates else 404, debates=debates, asks=True)
    entries = wanted.of(LogEntry.objects.all(), request.user)
    page = log.page(request.user, entries, form.cleaned_data["before"] or 0)
    return _page(request, form, page=page, wanted=wanted, older=_older(form, page))


@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One act by its number in the chain: what a stub and a statement link to."""
    one = get_object_or_404(LogEntry.objects.only("hash"), number=number)
    context = {
        "page": log.page(request.user, LogEntry.objects.filter(pk=one.pk)),
        "before": LogEntry.objects.only("number", "hash").filter(number=number - 1).first(),
    }
    return render(request, "moderation/log_entry.html", context)


@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """The newest entry's number and hash, in one line that a program can keep."""
    newest = proof.head()
    return HttpResponse(f"{newest.number} {newest.hash}\n", content_type="text/plain")


def _wanted(request: HttpRequest, form: LogForm) -> log.Filter:
    """Raises User.DoesNotExist for a moderator who is not there."""
    asked = form.cleaned_data
    by_software = asked["moderator"] == LogForm.SOFTWARE
    moderator = None
    if asked["moderator"] and not by_software:
        moderator = User.objects.visible_to(request.user).get(username=asked["moderator"])
    found = _debates(request, asked["article"])
    article = found[0] if len(found) == 1 else None
    return log.Filter(asked["act"], asked["rule"], moderator, by_software, article)


def _debates(request: HttpRequest, words: str) -> list[Article]:
    """The essay with this slug, or those with these words in their title."""
    if not words:
        return []
    articles = Article.objects.visible_to(request.user).only("slug", "title", "author", "state")
    exact = list(articles.filter(slug=words))
    return exact or list(articles.filter(title__icontains=words).newest()[:MOST_DEBATES])


def _page(
    request: HttpRequest, form: LogForm, status: int = 200, **context: object
) -> HttpResponse:
    context |= {"form": form, "moderators": _moderators(form), "head": proof.head()}
    return render(request, "moderation/log.html", context, status=status)


def _moderators(form: LogForm) -> list[User]:
    """Those to choose from: who is in office, and who was asked for, once in office or not."""
    asked = form["moderator"].value() or ""
    rows = User.objects.filter(roles.in_office()) | User.objects.filter(username=asked)
    return list(rows.order_by("name", "username"))


def _older(form: LogForm, page: log.Page) -> str:
    """The query of the next page, or '' on the last."""
    if not page.before:
        return ""
    query = {name: form[name].value() for name in ("act", "rule", "moderator", "article")}
    query["before"] = page.before
    return urlencode({name: value for name, value in query.items() if value})
