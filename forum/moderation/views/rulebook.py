"""The page that explains the site's rules."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forum.moderation.models import Rule


def explain(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/rules.html", {"rules": Rule.objects.all()})
