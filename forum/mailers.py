"""Where mail goes: to the worker of tasks first, and from there to the server in EMAIL_URL."""

from pathlib import Path
from typing import Any

from environ import Env


def from_environment(env: Env, outbox: Path) -> dict[str, dict[str, Any]]:
    """MAILERS; without EMAIL_URL mail is kept as files in the folder."""
    return {"default": {"BACKEND": "forum.mail.QueuedMail"}, "transport": _transport(env, outbox)}


def _transport(env: Env, outbox: Path) -> dict[str, Any]:
    if not env.str("EMAIL_URL", default=""):
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": outbox},
        }
    named = env.email_url("EMAIL_URL")
    return {
        "BACKEND": named["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": named["EMAIL_HOST"],
            "port": named["EMAIL_PORT"],
            "username": named["EMAIL_HOST_USER"],
            "password": named["EMAIL_HOST_PASSWORD"],
            "use_tls": named.get("EMAIL_USE_TLS", False),
            "use_ssl": named.get("EMAIL_USE_SSL", False),
            "timeout": 10,  # seconds for each word of the server: the next mail waits for it
        },
    }
