"""Django's router: which database each question goes to."""

from typing import Any

from django.db import connections
from django.db.models import Model

from forum.replica import reading
from forum.replica.configuration import PRIMARY

# Asked of the primary by everyone: who is signed in, so that a sign-out holds at once, and the
# counts of attempts. Writing them changes nothing on the pages at hand.
ALWAYS = {"sessions", "usersessions", "django_cache"}


class Router:
    """Reads go where the request reads; writes, and all that is asked within a transaction, go to
    the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        if model._meta.app_label in ALWAYS or connections[PRIMARY].in_atomic_block:
            return PRIMARY
        return reading.place()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        if model._meta.app_label not in ALWAYS:
            reading.turn_to_primary()
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # two copies of one database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return None if db == PRIMARY else False
