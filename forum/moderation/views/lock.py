"""Locking a debate or one of its threads, or opening it again: for moderators, and for an essay's
author in their own debate."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import MemberRequest, member_required
from forum.moderation import powers, rules
from forum.moderation.actions import lock as actions
from forum.moderation.actions.record import Decision
from forum.moderation.forms import LockForm
from forum.moderation.models import Act
from forum.moderation.subject import Subject
from forum.moderation.views.finding import find_subject, gone
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for a reason, then lock or open. For other readers there is no such page."""
    try:
        subject = find_subject(request.user, kind, pk)
    except Http404:
        if request.method == "POST":
            return gone(request)
        raise
    if _forbidden(request, subject):
        raise Http404
    if request.method == "POST":
        return _change(request, subject)
    refusal = ""
    if subject.article.locked_at and not subject.comment:
        locked_by = actions.locked_by(subject.article)
        refusal = rules.may_unlock(request.user, subject.article, locked_by)
    return _page(request, subject, LockForm(), refusal, 403 if refusal else 200)


def _forbidden(request: MemberRequest, subject: Subject) -> str:
    if subject.comment:
        return powers.may_lock_thread(request.user)
    return rules.may_lock(request.user, subject.article)


def _change(request: MemberRequest, subject: Subject) -> HttpResponse:
    form = LockForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, form, "", 400)
    kind = Act(form.cleaned_data["act"])
    decision = Decision(request.user, form.cleaned_data["rule"], form.cleaned_data["reason"])
    try:
        if subject.comment:
            actions.set_lock_on_thread(subject.comment, kind, decision)
        else:
            actions.set_lock_on(subject.article, kind, decision)
    except Refused as no:
        (subject.comment or subject.article).refresh_from_db()
        return _page(request, subject, form, no.sentence, no.status)
    messages.success(request, _done(kind, subject))
    return redirect(subject.comment or subject.article)


def _done(kind: Act, subject: Subject) -> str:
    if subject.comment:
        return _("The thread is locked.") if kind == Act.LOCK else _("The thread is open again.")
    return _("The debate is locked.") if kind == Act.LOCK else _("The debate is open again.")


def _page(
    request: MemberRequest, subject: Subject, form: LockForm, refusal: str, status: int
) -> HttpResponse:
    locked = (subject.comment or subject.article).locked_at is not None
    asked = powers.is_lock_ruled(Act.LOCK, request.user, subject.article, None)
    context = {
        "subject": subject,
        "locked": locked,
        "form": form,
        "refusal": refusal,
        "rule_needed": bool(asked) and not locked,
    }
    return render(request, "moderation/lock.html", context, status=status)
