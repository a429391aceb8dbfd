"""A member's takeout: asked for, waited for, fetched."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Takeout
from accounts.sessions import MemberRequest, member_required
from forum.exchange.takeout import actions
from forum.refusals import Refused


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def takeout(request: MemberRequest) -> HttpResponse:
    """What there is, how far it is, and the button to ask for it; in place only how far it is."""
    if request.method == "POST":
        return _ask(request)
    piece = "exchange/_takeout.html" if request.htmx else "exchange/takeout.html"
    return render(request, piece, _context(request))


def _ask(request: MemberRequest) -> HttpResponse:
    try:
        actions.ask(request.user)
    except Refused as refusal:
        context = _context(request) | {"refusal": refusal.sentence}
        return render(request, "exchange/takeout.html", context, status=refusal.status)
    return redirect("exchange:takeout")


def _context(request: MemberRequest) -> dict[str, object]:
    made = Takeout.objects.filter(member=request.user).first()
    ends = made.made_at + actions.KEPT if made and made.made_at else None
    return {"takeout": made, "ends": ends}


@never_cache
@member_required
@require_safe
def download(request: MemberRequest) -> HttpResponseBase:
    made = get_object_or_404(Takeout.objects.exclude(made_at=None), member=request.user)
    try:
        file = default_storage.open(made.file)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"counterpoint-{request.user.username}-{timezone.localdate(made.made_at)}.zip"
    return FileResponse(file, as_attachment=True, filename=name)
