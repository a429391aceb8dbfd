"""Members who are logged in, by rows: a session each, as the site keeps it."""

from datetime import timedelta

from bench.speed import people, workload
from bench.speed.client import Headers

CSRF = "Q" + "x" * 31
AGENT = "counterpoint-bench"


def log_in() -> None:
    """Every writer, and the moderator; what an earlier run left of them goes."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.db import transaction
    from django.utils import timezone

    from accounts.models import User

    ids = [people.MODERATOR, *(people.writer(n) for n in range(workload.WRITERS))]
    keys = {pk: _key(pk) for pk in ids}
    ends = timezone.now() + timedelta(days=14)
    store = SessionStore()
    sessions = [
        Session(session_key=keys[user.pk], session_data=store.encode(_data(user)), expire_date=ends)
        for user in User.objects.filter(pk__in=ids[:1]) | User.objects.filter(pk__in=ids[1:])
    ]
    seen = [
        UserSession(user_id=pk, ip="127.0.0.1", session_key=key, user_agent=AGENT)
        for pk, key in keys.items()
    ]
    with transaction.atomic():
        Session.objects.filter(session_key__startswith="bench").delete()
        UserSession.objects.filter(session_key__startswith="bench").delete()
        Session.objects.bulk_create(sessions, batch_size=500)
        UserSession.objects.bulk_create(seen, batch_size=500)


def headers(pk: int) -> Headers:
    """What the member's browser sends."""
    cookies = f"sessionid={_key(pk)}; csrftoken={CSRF}"
    return {"Cookie": cookies, "User-Agent": AGENT}


def _key(pk: int) -> str:
    return f"bench{pk:027d}"


def _data(user: object) -> dict[str, str]:
    return {
        "_auth_user_id": str(user.pk),  # type: ignore[attr-defined]
        "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend",
        "_auth_user_hash": user.get_session_auth_hash(),  # type: ignore[attr-defined]
    }
