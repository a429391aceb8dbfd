"""The page to leave on, and the way back."""

from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Takeout
from accounts.sessions import MemberRequest, member_required
from forum.leaving import actions, remains, rules
from forum.leaving.forms import LeaveForm
from forum.refusals import Refused


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: MemberRequest) -> HttpResponse:
    """What leaving means and what stays, and the form to ask for it."""
    if request.method != "POST":
        return _page(request, LeaveForm())
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=HTTPStatus.BAD_REQUEST)
    return _confirmed(request, form)


@reauthentication_required
def _confirmed(request: MemberRequest, form: LeaveForm) -> HttpResponse:
    """Only who can say their password, or show their passkey, may ask: not who finds the page open
    on somebody's desk. The form waits meanwhile, and is sent on after that."""
    try:
        asked = actions.ask(request.user, form.keeps_texts)
    except Refused as refusal:
        return _page(request, form, refusal.sentence, refusal.status)
    logout(request)
    return render(request, "leaving/asked.html", {"departure": asked})


def _page(
    request: MemberRequest, form: LeaveForm, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal or rules.may_leave(request.user),
        "days": rules.RETURN_WITHIN.days,
        "remains": remains.REMAINS,
        "takeout": Takeout.objects.filter(member=request.user).exclude(made_at=None).first(),
    }
    return render(request, "leaving/leave.html", context, status=status)


@member_required
@require_POST
def come_back(request: MemberRequest) -> HttpResponse:
    try:
        actions.come_back(request.user)
    except Refused as refusal:
        return _too_late(request, refusal)
    messages.success(request, _("Welcome back. Everything is as it was."))
    return redirect("home")


def _too_late(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {"refusal": refusal.sentence}
    return render(request, "leaving/leaving.html", context, status=refusal.status)
