"""Taking an act back: for moderators, and for an essay's author what they did themselves."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import roles
from accounts.sessions import MemberRequest, member_required
from forum.moderation import log, rules
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo as undo_act
from forum.moderation.forms import ReasonForm
from forum.moderation.models import Act, LogEntry
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the act and what undoing it does; ask for a reason. For other readers there is no such
    page."""
    entries = LogEntry.objects.select_related("article", "moderator", "member")
    entry = get_object_or_404(entries, pk=pk)
    if not roles.is_moderator(request.user) and entry.moderator_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        return _undo(request, entry)
    if refusal := rules.may_undo(request.user, entry):
        return _page(request, entry, refusal=refusal, status=403)
    refusal = rules.undo_fits(entry) or rules.is_last(entry)
    return _page(request, entry, form=ReasonForm(), refusal=refusal)


def _undo(request: MemberRequest, entry: LogEntry) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, form=form, status=400)
    try:
        done = undo_act(entry, Decision(request.user, None, form.cleaned_data["reason"]))
    except Refused as no:
        return _page(request, entry, form=form, refusal=no.sentence, status=no.status)
    messages.success(request, _("Undone. Whom it concerns is told."))
    return redirect(done)


def _page(
    request: HttpRequest, entry: LogEntry, status: int = 200, **context: object
) -> HttpResponse:
    context |= {"entry": entry, "effects": _effects(entry)}
    context["line"] = log.lines(request.user, [entry])[0]
    return render(request, "moderation/undo.html", context, status=status)


def _effects(entry: LogEntry) -> list[str]:
    """What undoing it will do, in sentences."""
    as_left = entry.changes.filter(comment__state=F("after")).count()
    comments = ngettext(
        "{n} comment that it changed, and that is still as it left it, goes back to the state it "
        "had before.",
        "{n} comments that it changed, and that are still as it left them, go back to the states "
        "they had before.",
        as_left,
    ).format(n=as_left)
    return [sentence for sentence in (comments if as_left else "", _effect(entry)) if sentence]


def _effect(entry: LogEntry) -> str:
    held = _("What it set for a time ends now.")
    again = _("The flags that it declined wait in the queue again.")
    declined = _("The flags that it upheld count as declined.")
    return {
        Act.KEEP: again,
        Act.APPROVE: again,
        Act.RESTORE: again,
        Act.HIDE: declined,
        Act.REMOVE: declined,
        Act.LOCK: _("It is open to new arguments again."),
        Act.UNLOCK: _("It is locked again."),
        Act.SLOW: held,
        Act.PREMODERATE: held,
        Act.SILENCE: held,
        Act.SUSPEND: held,
        Act.NOTE: _("The note is shown as taken back."),
        Act.WARN: _("The warning is shown as taken back."),
        Act.CLEAR: _("The name and the words about themselves come back."),
    }.get(Act(entry.act), "")
