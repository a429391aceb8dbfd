"""Acting on many comments at once: choose them, see what it would touch, then do it as one act."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from forum.moderation import rules
from forum.moderation.actions.batch import act_on_many
from forum.moderation.actions.record import Decision
from forum.moderation.forms import BatchForm, ManyForm
from forum.moderation.models import Act, LogEntry, Rule
from forum.moderation.selection import preview
from forum.moderation.views.finding import for_moderators, moderator_of
from forum.refusals import Refused


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """An address chooses the comments and previews them; a form sent does it."""
    if request.method == "POST":
        return _do(request)
    if "act" not in request.GET:
        return _page(request, ManyForm(initial=_beginning(request.GET)))
    form = ManyForm(request.GET)
    return _page(request, form, status=200 if form.is_valid() else 400)


def _beginning(asked: QueryDict) -> dict[str, object]:
    """Whose and where, another page says; of the last day."""
    now = timezone.localtime()
    told = {name: asked[name] for name in ("member", "article") if name in asked}
    return {"act": Act.REMOVE, "since": now - timedelta(days=1)} | told


def _do(request: HttpRequest) -> HttpResponse:
    form = BatchForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    told = form.cleaned_data
    decision = Decision(moderator_of(request), told["rule"], told["reason"])
    try:
        entry = act_on_many(Act(told["act"]), form.selection(), decision, told["seen"])
    except Refused as no:
        return _page(request, form, no.sentence, no.status)
    messages.success(request, _done(entry))
    return redirect(entry)


def _done(entry: LogEntry) -> str:
    return ngettext(
        "{n} comment, in one act. Its author is told why; it can be undone.",
        "{n} comments, in one act. Their authors are told why; it can be undone as one.",
        entry.count,
    ).format(n=entry.count)


def _page(
    request: HttpRequest, form: ManyForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The choice; and, once one is made, what it would touch and the form to do it."""
    context: dict[str, object] = {"form": form, "refusal": refusal, "rules": Rule.objects.all()}
    if form.is_chosen():
        context |= _what(request, form)
    return render(request, "moderation/batch.html", context, status=status)


def _what(request: HttpRequest, form: ManyForm) -> dict[str, object]:
    """What it would touch now, or why it may not be done."""
    moderator, told = moderator_of(request), form.cleaned_data
    if refusal := rules.may_act_on_many(moderator, told["member"]):
        return {"refusal": refusal}
    found = preview(form.selection(), Act(told["act"]), moderator)
    return {
        "found": found,
        "chosen": told,
        "too_many": rules.are_few_enough(found.total),
        "takes": told["act"] in (Act.HIDE, Act.REMOVE),
    }
