"""The site as a WSGI application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
site = get_wsgi_application()

from forum.door import Door  # noqa: E402 - Django must be set up first

application = Door(site)
get_resolver().url_patterns  # noqa: B018 - load the views once, for all the workers that are forked
