"""Who is logged in, and what happens to a form that was sent after the session had ended.

The settings name this module as the engine of sessions, which are Django's in the database.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from forum import sql

LONG = 60  # characters: more than this is shown in a text area, the rest is sent along unseen
# A form that was broken off, is no form, or has more fields than any of ours.
UNREADABLE = (OSError, SuspiciousOperation, MultiPartParserError)
SECRETS = ("password", "credential", "code", "csrfmiddlewaretoken")  # never given back


_DATA = f"""
    SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(db.SessionStore):
    """Django's, which is asked for each page of a member, by hand."""

    def load(self) -> dict[str, Any]:
        for (data,) in sql.rows(_DATA, [self.session_key, sql.time(timezone.now())]):
            return dict(self.decode(data))
        self._session_key = None
        return {}


class MemberRequest(HttpRequest):
    """The request of a view behind `member_required`: there is a member."""

    user: User
    htmx: HtmxDetails


def is_htmx(request: HttpRequest) -> bool:
    """Does htmx ask, for a piece of the page at hand? A request that a layer above htmx's answers
    does not say so, and gets a page."""
    return bool(getattr(request, "htmx", False))


class Field(NamedTuple):
    """One thing a form sent, to be given back."""

    name: str
    text: str

    @property
    def is_long(self) -> bool:
        """Words of a person's, however few; what a form chose or hid has no spaces."""
        return len(self.text) > LONG or len(self.text.split()) > 1


def typed(request: HttpRequest) -> list[Field]:
    """What a form sent, without secrets, in the form's order; nothing if it cannot be read."""
    try:
        sent = request.POST.lists()
    except UNREADABLE:
        return []
    return [
        Field(name, text)
        for name, texts in sent
        if not any(secret in name for secret in SECRETS)
        for text in texts
    ]


def had_files(request: HttpRequest) -> bool:
    """Did it send files? One that cannot be read may have."""
    try:
        return bool(request.FILES)
    except UNREADABLE:
        return True


def give_back(request: HttpRequest, reason: str, may_resend: bool) -> HttpResponse:
    """A page (a fragment for htmx) that says why nothing was saved and returns what was typed.

    404 for the reason 'gone', else 403 ('session', 'token', 'suspended'). `may_resend` adds a
    button that sends the same form again; never offer it for a form that may come from another
    site.
    """
    fields = typed(request)
    page = "accounts/_given_back.html" if is_htmx(request) else None
    context = {
        "reason": reason,
        "fields": fields,
        "long_fields": [field for field in fields if field.is_long],
        "may_resend": may_resend and bool(fields),
        "had_files": had_files(request),
    }
    status = HTTPStatus.NOT_FOUND if reason == "gone" else HTTPStatus.FORBIDDEN
    return render(request, page or "accounts/given_back.html", context, status=status)


def member_required[**P](view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Only members pass. A visitor who only looks is sent to the log-in; one who sends a form,
    because the session ended meanwhile, gets back what was typed instead of losing it."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = args[0]
        assert isinstance(request, HttpRequest)
        if request.user.is_authenticated:
            return view(*args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        return give_back(request, "session", may_resend=True)

    return checked
