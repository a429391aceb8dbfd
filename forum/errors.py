"""Pages for requests that went wrong before a view could answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what happened and give back what was typed, so that nothing is lost."""
    typed = [
        (name, text)
        for name, text in request.POST.items()
        if len(text) > 40 and name != "csrfmiddlewaretoken"
    ]
    return render(request, "403_csrf.html", {"typed": typed, "reason": reason}, status=403)
