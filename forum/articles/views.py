"""Pages of essays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/home.html")


new = mine = tags = home


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    return home(request)


series = read = tag
