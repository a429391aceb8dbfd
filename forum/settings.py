"""The one settings file. The environment (or a file `.env`) decides; the README lists every name.

The defaults are those of a site that runs in earnest: DEBUG is off, cookies are strict, and the
secret key must be given. `make run` and `make demo` set what they need for themselves.
"""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.utils.csp import CSP

from accounts import providers
from forum import databases, figures, languages, mailers
from forum.ops import counting, logs
from forum.replica.configuration import with_replica
from forum.uploads import configuration as uploads

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# -- What the operator decides ---------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # shows the outbox and who can sign in: never on a real site
SECRET_KEY = env.str(
    "SECRET_KEY", default="insecure-development-key" if DEBUG else environ.Env.NOTSET
)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")  # no slash at its end
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies of ours stand before the site; allauth counts log-in attempts by client address.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
HTTPS = env.bool("HTTPS", default=SITE_URL.startswith("https://"))

# -- Applications ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "forum.pages",
    "accounts",
    "forum.apps.ForumConfig",
    "forum.notifications",
    "forum.articles",
    "forum.comments",
    "forum.bookmarks",
    "forum.stances",
    "forum.moderation",
    "forum.pieces",
    "forum.search",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "forum.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks_db",
]
# Social log-in, for the providers whose keys the environment has (see accounts/providers.py).
SOCIAL = providers.from_environment(env)
INSTALLED_APPS += SOCIAL.apps

# Not Django's LocaleMiddleware: it guesses by what the browser asks for, and pages would have to be
# kept for each guess. Members have the language they chose, visitors the site's.
MIDDLEWARE = [
    "forum.ops.watching.WatchMiddleware",
    "forum.ops.probes.ProbeMiddleware",
    "forum.replica.middleware.ReplicaMiddleware",  # first: nothing is asked before it has decided
    "forum.patience.PatienceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "forum.pages.packing.PackMiddleware",
    "forum.pages.middleware.KeptPages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.OwnWordsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.InvalidFormMiddleware",
    "accounts.middleware.ActivityMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SuspensionMiddleware",
    "forum.leaving.middleware.LeavingMiddleware",
]

ROOT_URLCONF = "forum.urls"
WSGI_APPLICATION = "forum.wsgi.application"

_TAGS = [
    *("django.templatetags.i18n", "django.templatetags.static"),
    *("forum.pieces.tags", "forum.pieces.items", "forum.times"),
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forum.context.site",
            ],
            "builtins": _TAGS,
        },
    }
]

# -- Data ------------------------------------------------------------------------------------

DATABASES = with_replica(env, databases.primary(env, VAR_DIR))
DATABASE_ROUTERS = ["forum.replica.routing.Router"] if "replica" in DATABASES else []

PG_BIN = env.str("PG_BIN", default="")  # where pg_dump lies, if not on the path: for backups

# Every process must share the cache: allauth keeps its rate limits and its guard against replayed
# codes there. Sessions stay in the database, so that losing the cache signs nobody out.
_table: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    # Django's 300 would let a few hundred attempts to log in push out the count of earlier ones.
    "OPTIONS": {"MAX_ENTRIES": 50_000},
}
CACHES = {"default": _table}
if CACHE_URL := env.str("CACHE_URL", default=""):
    CACHES = {
        "default": {
            "BACKEND": "forum.cache.FailoverCache",
            "LOCATION": CACHE_URL,
            # A server nearby answers within a millisecond or two. A request waits for a dead one
            # once: to connect, and for its first word.
            "OPTIONS": {"socket_connect_timeout": 0.1, "socket_timeout": 0.1},
        },
        "fallback": _table,
    }
# Pictures of essays, some 20 KB each: beside the site, for any copy of it can draw them anew, and
# not among the counts of attempts to log in, which they would drive out.
CACHES["cards"] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": VAR_DIR / "cards",
    "OPTIONS": {"MAX_ENTRIES": 5_000},
}
# Megabytes of pages for visitors that each process keeps ready; 0 makes every page anew. Who
# develops wants to see a changed template at once.
KEEP_PAGES = env.int("KEEP_PAGES", default=0 if DEBUG else 16)
# A proxy in front may show visitors a page that is this many seconds old without asking. Browsers
# ask each time, and are told 'not modified'.
SHARED_CACHE_SECONDS = env.int("SHARED_CACHE_SECONDS", default=0)
KEPT_PAGES_CONTROL = "public, max-age=0, must-revalidate" + (
    f", s-maxage={SHARED_CACHE_SECONDS}" if SHARED_CACHE_SECONDS else ""
)
SESSION_ENGINE = "accounts.sessions"
# What an act says goes with the browser to the next page: kept in the session it would be written
# down after each act, and again when it was read.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

UPLOADS = uploads.from_environment(env)
MEDIA_ROOT = VAR_DIR / "uploads"
MEDIA_URL = "/uploads/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": UPLOADS.storage,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "forum.statics.JoinedStorage"
    },
}
# A form may carry an essay of 200,000 characters, which a browser sends as twelve bytes each at the
# most. One that is too long must get its words back with a sentence, so three times that is taken.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# -- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm", "signup": "accounts.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_USERNAME_MIN_LENGTH = 2
# Codes, not links: they work when the mail is read on another device, they end on the page where
# one began, and no scanner of mail can follow them. allauth allows three attempts for each.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/accounts/email/"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # a second factor is still asked for
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
DIGEST_HOUR = env.int("DIGEST_HOUR", default=8)  # on each member's own clock
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail for each change of password, address or factor
ACCOUNT_SESSION_REMEMBER = True  # a session that ends while one writes costs more than it guards
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = "Counterpoint"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s before and after: clocks of phones drift
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO  # browsers allow passkeys on http://localhost
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.SocialSignupForm"}
SOCIALACCOUNT_PROVIDERS = SOCIAL.settings
SOCIALACCOUNT_AUTO_SIGNUP = False  # people choose their username, whatever the provider calls them
USERSESSIONS_TRACK_ACTIVITY = True  # by accounts.middleware.ActivityMiddleware

MODERATION = figures.changed(env.str("MODERATION", default=""))

# How long the operator keeps a backup, as the page for leaving says. The site deletes none itself.
BACKUPS_KEPT_DAYS = env.int("BACKUPS_KEPT_DAYS", default=30)

# -- Tasks and mail --------------------------------------------------------------------------

# What need not be done while somebody waits. `manage.py run_tasks` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

OUTBOX_DIR = VAR_DIR / "outbox"
MAILERS = mailers.from_environment(env, OUTBOX_DIR)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Counterpoint <post@counterpoint.example>"
)
EMAIL_SUBJECT_PREFIX = ""

# -- Security --------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *UPLOADS.origins],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, *SOCIAL.origins],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "forum.errors.csrf_failure"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Who brings this token may read the metrics; without one there are none.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_DIR = counting.folder(VAR_DIR) if METRICS_TOKEN else ""

# -- Words and time --------------------------------------------------------------------------

# What visitors are shown, and members who chose nothing else (accounts/speaking.py).
LANGUAGE_CODE = languages.of_site(env)
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
LANGUAGES = languages.OFFERED
LOCALE_PATHS = [BASE_DIR / "forum" / "locale"]
FORMAT_MODULE_PATH = "forum.formats"
USE_I18N = True
USE_TZ = True

LOGGING = logs.configuration(env, is_for_people=DEBUG or sys.stderr.isatty())
