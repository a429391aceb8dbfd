"""Saying where one stands."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.sessions import MemberRequest, member_required
from forum.comments.addressed import addressed, complete
from forum.refusals import Refused
from forum.stances import moving
from forum.stances.actions.take import take_stance
from forum.stances.panel import for_reader, stand_of


@member_required
@require_POST
def take(request: MemberRequest, slug: str) -> HttpResponse:
    article, _none = addressed(request.user, slug, "")
    if article is None:
        raise Http404
    is_first = bool(request.htmx) and not stand_of(request.user, article)
    refusal = None
    try:
        take_stance(request.user, article, request.POST.get("stance", ""))
    except Refused as refused:
        refusal = refused
    if not request.htmx and not refusal:
        messages.success(request, _("Saved. You can change it whenever you like."))
        return redirect(f"{article.get_absolute_url()}#thesis")
    complete(article)
    context = {
        "article": article,
        "stance_panel": for_reader(article, request.user),
        "moving": moving.for_reader(article, request.user),
        "is_first": is_first,
        "refusal": refusal,
        "is_saved": refusal is None,
    }
    page = "stances/_taken_in_place.html" if request.htmx else "stances/refused.html"
    return render(request, page, context, status=refusal.status if refusal else 200)
