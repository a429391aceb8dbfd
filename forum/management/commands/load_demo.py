"""`manage.py load_demo`: fill an empty site with the demo's members, essays and debates."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.articles.models import Article
from forum.exchange.demo import load, people

# Who shows what, in the order of a visit.
WHO = {
    "gregor.maas": gettext_lazy("a member who argues"),
    "ines.okafor": gettext_lazy("an author of essays"),
    "wilma": gettext_lazy("a moderator"),
    "rolf.kessler": gettext_lazy("a member who is silenced, and appealed"),
    "admin": gettext_lazy("the administrator, also at /admin/"),
}


class Command(BaseCommand):
    help = "Load the demo site into an empty database, and say who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="load it on a site that is neither a demo nor for development",
        )

    def handle(self, *args: object, **options: object) -> None:
        if not (settings.DEMO or settings.DEBUG or options["force"]):
            raise CommandError(
                _(
                    "The demo's members, one of them an administrator, share a password that is "
                    "public. Set DEMO=1 if this site is for trying out."
                )
            )
        if Article.objects.exists():
            self.stdout.write(_("The demo site is there already. make demo-reset starts it over."))
        else:
            loaded = load.load()
            self.stdout.write(
                _("Loaded %(essays)d essays and %(comments)d comments by %(members)d members.")
                % vars(loaded)
            )
        self._say_who()

    def _say_who(self) -> None:
        self.stdout.write(_("Sign in with the password ‘%s’ as") % people.PASSWORD)
        for username, what in WHO.items():
            self.stdout.write(f"  {username:<12} {what}")
