"""One case by itself, and acting on it from there or from the queue."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.moderation import queue
from forum.moderation.actions import claim
from forum.moderation.actions.handle import handle
from forum.moderation.actions.record import Decision
from forum.moderation.cases import Thing, case_url, key_of
from forum.moderation.forms import ActForm, LeaveForm
from forum.moderation.models import Act
from forum.moderation.subject import Seen
from forum.moderation.views.finding import find_thing, for_moderators, gone, moderator_of
from forum.moderation.views.showing import (
    NOTHING,
    case_page,
    done,
    in_queue,
    queue_address,
    queue_page,
)
from forum.refusals import Refused


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Anything that was written, or a profile or an appeal, waiting or not: see it in its place,
    and act on it."""
    try:
        thing = find_thing(request.user, kind, pk)
    except Http404:
        if request.method == "POST":
            return gone(request)
        raise
    return _decide(request, thing) if request.method == "POST" else case_page(request, thing)


@for_moderators
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Give back what this moderator had open, and go to the next that is free. The page also sends
    this when it is closed."""
    form = LeaveForm(request.POST)
    if form.is_valid():
        claim.release(moderator_of(request), form.cleaned_data["until"])
    onwards = request.POST.get("next", "")
    return redirect(queue_address(request.POST, f">{onwards}" if onwards else NOTHING))


def _decide(request: HttpRequest, thing: Thing) -> HttpResponse:
    form = ActForm(request.POST)
    if not form.is_valid():
        return _again(request, thing, form, HTTPStatus.BAD_REQUEST)
    told = form.cleaned_data
    moderator = moderator_of(request)
    decision = Decision(moderator, told["rule"], told["reason"], Seen.parse(told["seen"]))
    kind = Act(told["act"])
    try:
        handle(kind, moderator, thing, decision, form.until)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _again(request, thing, form, no.status)
    waits = queue.case_about(thing) is not None
    messages.success(request, " ".join([done(kind), *_still(waits)]))
    return redirect(_onwards(request, thing, waits))


def _again(request: HttpRequest, thing: Thing, form: ActForm, status: int) -> HttpResponse:
    """The same form with what was typed: in the queue, if it came from there and still waits."""
    from_queue = request.POST.get("back") == "queue" and status == HTTPStatus.BAD_REQUEST
    if from_queue and in_queue(request, request.POST, key_of(thing)):
        return queue_page(request, request.POST, key_of(thing), form)
    thing.refresh_from_db()
    return case_page(request, thing, form, status)


def _onwards(request: HttpRequest, thing: Thing, waits: bool) -> str:
    """From the queue to the next row that is free; what waits on stays open."""
    if request.POST.get("back") != "queue":
        return case_url(thing)
    opened = key_of(thing) if waits else ">" + request.POST.get("next", "")
    return queue_address(request.POST, opened)


def _still(waits: bool) -> list[str]:
    return [_("The case still waits for a decision.")] if waits else []
