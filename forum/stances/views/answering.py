"""What readers make of an essay's claims, and one reader's answer to one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions import MemberRequest, is_htmx, member_required
from forum.articles.models import Article, Claim
from forum.refusals import Refused
from forum.returning import page_to_return_to
from forum.stances import disputes
from forum.stances.actions.answer import answer_claim


@require_safe
def claims(request: HttpRequest, slug: str) -> HttpResponse:
    """Every claim with its buttons, for where the essay's page opens them; by itself, the map."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    the_map = reverse("comments:map", args=[slug])
    if not is_htmx(request):
        return redirect(f"{the_map}#disputed")
    context = {
        "article": article,
        "disputes": disputes.of(article, request.user),
        "next": the_map,
    }
    return render(request, "stances/_dispute_list.html", context)


@member_required
@require_POST
def answer(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Accept, doubt, reject, or none: take it back. Pressed twice in a row it says it twice."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    claim = get_object_or_404(Claim, article=article, number=number)
    claim.article = article
    said = request.POST.get("answer", "")
    try:
        answer_claim(request.user, claim, None if said == "none" else said)
    except Refused as refusal:
        return _show(request, claim, refusal)
    if request.htmx:
        return _show(request, claim)
    taken_back = said == "none"
    messages.success(
        request, _("Taken back.") if taken_back else _("Saved. Only totals are shown.")
    )
    return redirect(_back(request, article))


def _show(request: MemberRequest, claim: Claim, refusal: Refused | None = None) -> HttpResponse:
    shown = disputes.of(claim.article, request.user)
    context = {
        "article": claim.article,
        "disputes": shown,
        "row": shown.row_of(claim),
        "claim": claim,
        "refusal": refusal,
        "next": request.POST.get("next", ""),
        "named": True,
    }
    page = "stances/_dispute.html" if request.htmx else "stances/not_answered.html"
    return render(request, page, context, status=refusal.status if refusal else 200)


def _back(request: MemberRequest, article: Article) -> str:
    """To the page on which the button was: the essay or its map."""
    back = page_to_return_to(request, request.POST.get("next", ""))
    return back or article.get_absolute_url()
