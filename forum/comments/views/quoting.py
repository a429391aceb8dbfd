"""Answering a passage without selecting it: paste its words, and write under them."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import MemberRequest, member_required
from forum.articles.anchors import Quotation
from forum.articles.models import QUOTE_MAX, Article
from forum.articles.quoting import PLACES_MAX, places_of
from forum.comments import rules
from forum.comments.forms import CommentForm, QuoteForm
from forum.comments.views.writing import show, writing_of


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for the words, then for the place if the essay says them in several, then show the form
    for an argument that answers them."""
    seen = Article.objects.visible_to(request.user).select_related("author")
    article = get_object_or_404(seen, slug=slug)
    if refusal := rules.may_comment(request.user, article):
        return _ask(request, article, QuoteForm(request.POST or None), refusal)
    if request.method != "POST":
        words = request.GET.get("quote", "")[:QUOTE_MAX]  # selected before logging in
        return _ask(request, article, QuoteForm(initial={"quote": words}))
    form = QuoteForm(request.POST)
    if not form.is_valid():
        return _ask(request, article, form)
    places = [form.chosen] if form.chosen else places_of(article, form.cleaned_data["quote"])
    if len(places) == 1:
        return _compose(request, article, places[0])
    form.add_error("quote", _trouble(places))
    return _ask(request, article, form, places=places)


def _trouble(places: list[Quotation]) -> str:
    """Why these words are not one passage."""
    if not places:
        return _("The essay does not say this. Copy the words from it.")
    if len(places) > PLACES_MAX:
        return _("The essay says this in more than {n} places. Paste some words more.").format(
            n=PLACES_MAX
        )
    return _("The essay says this in {n} places. Which one do you answer?").format(n=len(places))


def _compose(request: MemberRequest, article: Article, place: Quotation) -> HttpResponse:
    words = {"quote": place.quote, "prefix": place.prefix, "suffix": place.suffix}
    return show(request, writing_of(request, article, None, CommentForm(initial=words)))


def _ask(
    request: MemberRequest,
    article: Article,
    form: QuoteForm,
    refusal: str = "",
    places: list[Quotation] | None = None,
) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    context = {
        "article": article,
        "form": form,
        "refusal": refusal,
        "places": places if places and len(places) <= PLACES_MAX else [],
    }
    status = HTTPStatus.FORBIDDEN if refusal else status
    return render(request, "comments/quote.html", context, status=status)
