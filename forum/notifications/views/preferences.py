"""How one wants to be told: in the page, by e-mail, and of which threads."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.sessions import MemberRequest, member_required
from forum.notifications import actions
from forum.notifications.forms import PreferencesForm


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    """Saves a section of the settings, and leads to it; what cannot be saved is shown by itself."""
    form = PreferencesForm(request.POST or None, member=request.user)
    if form.errors:
        return render(request, "notifications/preferences.html", {"form": form}, status=400)
    if request.method == "POST" and form.is_valid():
        actions.prefer(request.user, form.wishes(), form.cleaned_data["watches_threads"])
        return redirect(reverse("accounts:settings") + "?saved=notices#notices")
    return redirect(reverse("accounts:settings") + "#notices")
