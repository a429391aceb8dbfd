"""Render the queue with one row open, or one case by itself."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from forum.moderation import queue
from forum.moderation.actions.claim import claim
from forum.moderation.cases import Thing, kind_of
from forum.moderation.dossier import Dossier, dossier_of
from forum.moderation.forms import ActForm
from forum.moderation.models import Act
from forum.moderation.rows import Row
from forum.moderation.views.finding import find_thing, moderator_of, number_in

NOTHING = "none"  # to be opened: the list by itself
A_WEEK = 7 * 24  # hours: the length of a silence that the form begins with


def queue_page(
    request: HttpRequest, place: QueryDict, opened: str, form: ActForm | None = None
) -> HttpResponse:
    """The queue with a row open, which is this moderator's from here on; with a `form` that failed,
    its case stays open and the answer is a 400. `place`: what holds the part and the page."""
    moderator = moderator_of(request)
    shown = queue.page_for(moderator, number_in(place, "page"), part_in(place))
    row = _row_to_open(shown, opened, moderator)
    context: dict[str, object] = {"queue": shown, "today": queue.count_today()}
    if row and (dossier := _dossier(row, moderator)):
        context |= _open(dossier, form) | {"back": "queue", "next": shown.after(row.key)}
    return render(request, "moderation/queue.html", context, status=400 if form else 200)


def _row_to_open(shown: queue.Queue, opened: str, moderator: User) -> Row | None:
    """The row that was asked for; else the first that nobody has open, from the one that `opened`
    offers (as in '>c12') onwards."""
    keys = [row.key for row in shown.rows]
    if opened in keys:
        row = shown.rows[keys.index(opened)]
        claim(moderator, row.case)
        return row
    if opened == NOTHING:
        return None
    start = keys.index(opened[1:]) if opened[1:] in keys else 0
    offered = shown.rows[start:] + shown.rows[:start]
    return next((row for row in offered if claim(moderator, row.case)), None)


def _dossier(row: Row, moderator: User) -> Dossier | None:
    """None for what went away since its row was read: the rows carry only what they show."""
    try:
        thing = find_thing(moderator, kind_of(row.thing), row.thing.pk)
    except Http404:
        return None
    return dossier_of(thing, moderator, row.case)


def case_page(
    request: HttpRequest, thing: Thing, form: ActForm | None = None, status: int = 200
) -> HttpResponse:
    """One case by itself, this moderator's from here on."""
    moderator = moderator_of(request)
    case = queue.case_about(thing)
    if case:
        claim(moderator, case)
    context = _open(dossier_of(thing, moderator, case), form)
    return render(request, "moderation/case.html", context, status=status)


def in_queue(request: HttpRequest, place: QueryDict, key: str) -> bool:
    shown = queue.page_for(moderator_of(request), number_in(place, "page"), part_in(place))
    return key in [row.key for row in shown.rows]


def part_in(place: QueryDict) -> str:
    """The part of the queue. Raises Http404 for one there is not."""
    part = place.get("part", "")
    if part and part not in queue.Part.values:
        raise Http404
    return part


def queue_address(place: QueryDict, opened: str) -> str:
    number = number_in(place, "page")
    wanted = {"part": part_in(place), "page": number if number > 1 else "", "open": opened}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return reverse("moderation:queue") + (f"?{query}" if query else "")


def _open(dossier: Dossier, form: ActForm | None) -> dict[str, object]:
    """The open case and its form: as it was typed, or with the rule that was flagged most."""
    begun = {"rule": dossier.likely_rule, "hours": A_WEEK}
    return {"case": dossier, "form": form or ActForm(initial=begun)}


def done(kind: Act) -> str:
    """What the moderator reads after it."""
    sentences = {
        Act.KEEP: _("Kept. The flags are declined."),
        Act.APPROVE: _("Approved. Everyone can read it now."),
        Act.HOLD: _("Held. Only its author and moderators can read it."),
        Act.HIDE: _("Hidden. Its author is told why."),
        Act.REMOVE: _("Removed. Its author is told why."),
        Act.RESTORE: _("Restored. Its author is told."),
        Act.LOCK: _("Locked."),
        Act.UNLOCK: _("Open again."),
        Act.NOTE: _("Noted. They can read it."),
        Act.WARN: _("Warned. They are told why."),
        Act.SILENCE: _("Silenced. They are told why and until when."),
        Act.PREMODERATE: _("What they write now waits for a moderator. They are told why."),
        Act.SUSPEND: _("Suspended. They are told why, until when, and how to appeal."),
        Act.CLEAR: _("Cleared. They are told why."),
        Act.REVERSE: _("Granted. The act is taken back, and the member is told."),
        Act.UPHOLD: _("Refused. The act stands, and the member is told why."),
    }
    return sentences.get(kind, _("Done."))
