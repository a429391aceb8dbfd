"""The form to appeal against a decision about oneself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import MemberRequest, member_required
from forum.moderation import appeals, reasons
from forum.moderation.actions import appeal as actions
from forum.moderation.forms import AppealForm
from forum.moderation.models import Statement
from forum.moderation.views.statements import find_statement, place_of
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: MemberRequest, pk: int) -> HttpResponse:
    """Say why it was wrong, beside the statement. For everyone but its subject there is no such
    page."""
    found = find_statement(request, pk)
    if found.member != request.user:
        raise Http404
    if request.method == "POST":
        return _send(request, found)
    refusal = appeals.may_appeal(request.user, found)
    return _page(request, found, AppealForm(), refusal, 403 if refusal else 200)


def _send(request: MemberRequest, found: Statement) -> HttpResponse:
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, "", 400)
    try:
        actions.appeal(request.user, found, form.cleaned_data["text"])
    except Refused as no:
        return _page(request, found, form, no.sentence, no.status)
    messages.success(request, _("Sent. You are told what is decided, and why."))
    return redirect(found)


def _page(
    request: MemberRequest, found: Statement, form: AppealForm, refusal: str, status: int
) -> HttpResponse:
    context = {
        "reasons": reasons.of(found),
        "is_own": True,
        "place": place_of(found, request.user),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "moderation/appeal.html", context, status=status)
