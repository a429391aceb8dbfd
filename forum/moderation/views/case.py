"""One case by itself, and acting on it from there or from the queue."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.moderation.actions import decide, lock
from forum.moderation.actions.claim import claim_to_act
from forum.moderation.actions.record import Decision
from forum.moderation.forms import ActForm
from forum.moderation.models import Act
from forum.moderation.subject import Seen, Subject
from forum.moderation.views.finding import (
    find_subject,
    for_moderators,
    gone,
    moderator_of,
    number_in,
)
from forum.moderation.views.showing import case_page, in_queue, queue_address, queue_page
from forum.refusals import Refused


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Anything that was written, flagged or not: see it in its place, and act on it."""
    try:
        subject = find_subject(request.user, kind, pk)
    except Http404:
        if request.method == "POST":
            return gone(request)
        raise
    return _decide(request, subject) if request.method == "POST" else case_page(request, subject)


def _decide(request: HttpRequest, subject: Subject) -> HttpResponse:
    form = ActForm(request.POST)
    if not form.is_valid():
        return _again(request, subject, form, HTTPStatus.BAD_REQUEST)
    kind = Act(form.cleaned_data["act"])
    try:
        _act(request, kind, subject, form)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _again(request, subject, form, no.status)
    messages.success(request, _done(kind))
    return redirect(_onwards(request, kind, subject))


def _act(request: HttpRequest, kind: Act, subject: Subject, form: ActForm) -> None:
    told = form.cleaned_data
    moderator = moderator_of(request)
    claim_to_act(moderator, subject.comment or subject.article)
    if kind in (Act.LOCK, Act.UNLOCK):
        change = lock.lock if kind == Act.LOCK else lock.unlock
        change(moderator, subject.article, told["rule"], told["reason"])
        return
    seen = Seen.parse(told["seen"])
    thing = subject.comment or subject.article
    decide.act(kind, thing, Decision(moderator, told["rule"], told["reason"], seen))


def _again(request: HttpRequest, subject: Subject, form: ActForm, status: int) -> HttpResponse:
    """The same form with what was typed: in the queue, if it came from there and still waits."""
    if request.POST.get("back") == "queue" and status == HTTPStatus.BAD_REQUEST:
        number = number_in(request.POST, "page")
        if in_queue(request, number, subject):
            return queue_page(request, number, subject.key, form)
    (subject.comment or subject.article).refresh_from_db()
    return case_page(request, subject, form, status)


def _onwards(request: HttpRequest, kind: Act, subject: Subject) -> str:
    """From the queue to the next row that is free; a lock settles nothing, so its row stays."""
    if request.POST.get("back") != "queue":
        return subject.case_url
    settled = kind not in (Act.LOCK, Act.UNLOCK)
    opened = ">" + request.POST.get("next", "") if settled else subject.key
    return queue_address(number_in(request.POST, "page"), opened)


def _done(kind: Act) -> str:
    sentences = {
        Act.KEEP: _("Kept. The flags are declined."),
        Act.HIDE: _("Hidden. Its author is told why."),
        Act.REMOVE: _("Removed. Its author is told why."),
        Act.RESTORE: _("Restored. Its author is told."),
        Act.LOCK: _("The debate is locked. The flags still wait for a decision."),
        Act.UNLOCK: _("The debate is open again."),
    }
    return sentences[kind]
