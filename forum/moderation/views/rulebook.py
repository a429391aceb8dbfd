"""The page that explains the site's rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.moderation.wordings import explained


@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Each rule as it stands, with what it said before, and what becomes of a flag."""
    return render(request, "moderation/rules.html", {"rules": explained()})
