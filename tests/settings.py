"""The site's own settings, as the tests run them: in a folder of their own, and faster."""

import os
from pathlib import Path

_folder = Path(__file__).parent.parent / "var/tests"

# The tests see none of what a developer's shell or .env sets, but for the database they run on.
for _name in ("CACHE_URL", "EMAIL_URL", "CSRF_TRUSTED_ORIGINS", "MODERATION"):
    os.environ[_name] = ""
os.environ |= {"DATABASE_REPLICA_URL": "", "UPLOADS_URL": "", "UPLOADS_PUBLIC_URL": ""}
os.environ.update(
    DEBUG="0",
    DEMO="1",  # a test of the site without its demo pages sets it to False
    SECRET_KEY="only-for-tests-" + "x" * 50,
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    TRUSTED_PROXIES="0",
    VAR_DIR=str(_folder),
    HTTPS="0",
    LOCK_SECONDS="20",  # a slow machine fails no test of a race
    KEEP_PAGES="16",
    DEFAULT_FROM_EMAIL="Counterpoint <post@counterpoint.example>",
)

from forum.settings import *  # noqa: E402, F403 - the environment must be set first
from forum.settings import DATABASES, MIDDLEWARE, MODERATION, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    # A file, not memory: threads and the live server lock it as they would on a real site.
    DATABASES["default"]["TEST"] = {"NAME": _folder / f"{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

# The cast writes as fast as it can; the tests of the gate have the site's own figures.
MODERATION = {
    **MODERATION,
    **{"pause_seconds": 0, "new_pause_seconds": 0, "first_day_replies": 999},
    **{"first_day_roots": 999, "surge_in_debate": 999, "surge_on_site": 999},
}

# A mail is packed and unpacked as for the worker, and then lies in django.core.mail.outbox at once;
# tests/durability has the real queue, the real worker and a real mail server.
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
# No page that is kept may differ from the one that would be made.
MIDDLEWARE[MIDDLEWARE.index("forum.pages.middleware.KeptPages")] = "tests.guard.GuardedPages"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one guards nothing
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True  # files are found where they lie: no collectstatic before the tests
WHITENOISE_USE_FINDERS = True
