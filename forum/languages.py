"""The languages that the site can speak: those with a whole catalogue, each named in itself."""

from django.core.exceptions import ImproperlyConfigured
from environ import Env

OFFERED = [("en-gb", "English"), ("de", "Deutsch")]


def of_site(env: Env) -> str:
    """The one that visitors are shown, and members who chose none."""
    code: str = env.str("LANGUAGE_CODE", default=OFFERED[0][0])
    if code not in dict(OFFERED):
        raise ImproperlyConfigured(f"LANGUAGE_CODE must be one of {', '.join(dict(OFFERED))}.")
    return code
