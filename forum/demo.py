"""What only the demo site shows: the mail it would have sent."""

from django.http import HttpRequest, HttpResponse


def outbox(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
