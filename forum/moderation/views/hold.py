"""Holding one comment for a moderator: for the essay's author, and for moderators."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import MemberRequest, member_required
from forum.comments.models import Comment
from forum.moderation import rules
from forum.moderation.actions.decide import act
from forum.moderation.actions.record import Decision
from forum.moderation.forms import RuledForm
from forum.moderation.models import Act
from forum.moderation.subject import Subject
from forum.moderation.views.finding import find_subject, gone
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for the rule and the reason, then hold it. For other readers there is no such page."""
    try:
        subject = find_subject(request.user, "comment", pk)
    except Http404:
        if request.method == "POST":
            return gone(request)
        raise
    if not rules.has_a_say(request.user, subject.article):
        raise Http404
    if request.method == "POST":
        return _hold(request, subject)
    refusal = rules.may_decide(Act.HOLD, request.user, subject) or rules.fits(Act.HOLD, subject)
    return _page(request, subject, RuledForm(), refusal, 403 if refusal else 200)


def _hold(request: MemberRequest, subject: Subject) -> HttpResponse:
    form = RuledForm(request.POST)
    if not form.is_valid() or subject.comment is None:
        return _page(request, subject, form, "", 400)
    told = form.cleaned_data
    try:
        act(Act.HOLD, subject.comment, Decision(request.user, told["rule"], told["reason"]))
    except Refused as no:
        return _page(request, subject, form, no.sentence, no.status)
    messages.success(request, _("Held. A moderator decides; its author is told why."))
    readable = Comment.objects.visible_to(request.user).filter(pk=subject.comment.pk)
    return redirect(subject.comment if readable.exists() else subject.article)


def _page(
    request: MemberRequest, subject: Subject, form: RuledForm, refusal: str, status: int
) -> HttpResponse:
    context = {"subject": subject, "form": form, "refusal": refusal}
    return render(request, "moderation/hold.html", context, status=status)
