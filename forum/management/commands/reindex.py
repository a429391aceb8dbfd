"""`manage.py reindex`: make the index of the search anew, or bring it up to date at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forum.search import actions


class Command(BaseCommand):
    help = "Make the index of the search anew from all essays and comments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--follow",
            action="store_true",
            help="only follow what was written and take out at once what is gone, as the worker"
            " does in time",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["follow"]:
            actions.catch_up()
            actions.sweep()
        else:
            actions.rebuild()
        self.stdout.write("The search knows every essay and comment.")
