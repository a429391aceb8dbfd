"""The moderators' queue: what waits, one of it open, and what was decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.moderation import log, queue
from forum.moderation.models import Act, LogEntry
from forum.moderation.views.finding import for_moderators, moderator_of, number_in
from forum.moderation.views.showing import queue_page


@for_moderators
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The queue with the row that `?open=` names open, or the first one."""
    return queue_page(request, request.GET, request.GET.get("open", ""))


@for_moderators
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    """What was decided, newest first, so that it can be looked at again."""
    acts = LogEntry.objects.exclude(act__in=[Act.LOCK, Act.UNLOCK]).select_related("member")
    counts = queue.count_waiting(moderator_of(request))
    context = {
        "page": log.page(request.user, acts, number_in(request.GET, "before", 0)),
        "waiting": counts[""],
        "parts": queue.parts(counts),
        "today": queue.count_today(),
    }
    return render(request, "moderation/decided.html", context)
