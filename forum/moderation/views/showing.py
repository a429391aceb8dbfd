"""Render the queue with one row open, or one case by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from forum.moderation import queue
from forum.moderation.actions.claim import claim
from forum.moderation.case import Dossier, case_of
from forum.moderation.forms import ActForm
from forum.moderation.subject import Subject
from forum.moderation.views.finding import moderator_of


def queue_page(
    request: HttpRequest, number: int, opened: str, form: ActForm | None = None
) -> HttpResponse:
    """The queue with a row open, which is this moderator's from here on; with a `form` that failed,
    its case stays open and the answer is a 400."""
    moderator = moderator_of(request)
    shown = queue.page_for(moderator, number)
    row = _row_to_open(shown, opened, moderator)
    context: dict[str, object] = {"queue": shown, "waiting": shown.total}
    context["today"] = queue.count_today()
    if row:
        context |= _open(case_of(_whole(row.subject), moderator, row.case), form)
        context |= {"back": "queue", "next": shown.after(row.subject.key)}
    return render(request, "moderation/queue.html", context, status=400 if form else 200)


def _row_to_open(shown: queue.Queue, opened: str, moderator: User) -> queue.Row | None:
    """The row that was asked for; else the first that nobody has open, from the one that `opened`
    offers (as in '>c12') onwards."""
    rows = shown.rows
    keys = [row.subject.key for row in rows]
    if opened in keys:
        row = rows[keys.index(opened)]
        claim(moderator, row.case)
        return row
    start = keys.index(opened[1:]) if opened[1:] in keys else 0
    return next((row for row in rows[start:] + rows[:start] if claim(moderator, row.case)), None)


def in_queue(request: HttpRequest, number: int, subject: Subject) -> bool:
    rows = queue.page_for(moderator_of(request), number).rows
    return subject.key in [row.subject.key for row in rows]


def case_page(
    request: HttpRequest, subject: Subject, form: ActForm | None = None, status: int = 200
) -> HttpResponse:
    moderator = moderator_of(request)
    row = queue.case_about(subject.comment or subject.article)
    if row:
        claim(moderator, row)
    context = _open(case_of(subject, moderator, row), form)
    return render(request, "moderation/case.html", context, status=status)


def queue_address(number: int, opened: str) -> str:
    wanted = {"page": number if number > 1 else "", "open": opened}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return reverse("moderation:queue") + (f"?{query}" if query else "")


def _whole(subject: Subject) -> Subject:
    """The rows carry only the beginning of each text: fetch the rest of the one that is open."""
    if subject.comment:
        subject.comment.refresh_from_db(fields=["source", "html"])
    else:
        subject.article.refresh_from_db(fields=["source", "html", "contents"])
    return subject


def _open(case: Dossier, form: ActForm | None) -> dict[str, object]:
    """The open case and its form: as it was typed, or with the rule that was flagged most."""
    return {"case": case, "form": form or ActForm(initial={"rule": case.likely_rule})}
