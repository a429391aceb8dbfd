"""The public page of numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.moderation.numbers import words
from forum.moderation.numbers.period import Period
from forum.moderation.numbers.whole import numbers_of


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Of the last year, or of `?period=`. A period that there is not is a 400."""
    asked = request.GET.get("period", Period.YEAR)
    is_known = asked in Period.values
    period = Period(asked) if is_known else Period.YEAR
    found = numbers_of(period)
    context = {
        "numbers": found.thing,
        "made_at": found.made_at,
        "period": period,
        "periods": Period,
        "is_known": is_known,
        "balance": words.shown(found.thing.sides),
    }
    return render(request, "moderation/numbers.html", context, status=200 if is_known else 400)
