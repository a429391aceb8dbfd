"""The site's own settings, as the tests run them: in a folder of their own, and faster."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="counterpoint-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# The tests see none of what a developer's shell or .env sets, but for the database they run on.
for _name in ("CACHE_URL", "EMAIL_URL", "CSRF_TRUSTED_ORIGINS", "DEFAULT_FROM_EMAIL"):
    os.environ[_name] = ""
os.environ.update(
    DEBUG="0",
    DEMO="1",  # a test of the site without its demo pages sets it to False
    SECRET_KEY="only-for-tests-" + "x" * 50,
    SITE_URL="http://testserver",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    TRUSTED_PROXIES="0",
    VAR_DIR=_folder,
    HTTPS="0",
)

from forum.settings import *  # noqa: E402, F403 - the environment must be set first
from forum.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one guards nothing
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True  # files are found where they lie: no collectstatic before the tests
WHITENOISE_USE_FINDERS = True
