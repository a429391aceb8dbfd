"""`manage.py prepare`: everything a site needs before it is served, at first and after updates."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from forum.search import installing


class Command(BaseCommand):
    help = "Migrate the database, make the cache table and collect the static files."

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        installing.mend()  # SQLite's migrations may have taken triggers away
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
