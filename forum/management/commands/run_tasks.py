"""`manage.py run_tasks`: the worker, which sends the mail. One runs beside each site."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from forum.cards import keeping as cards
from forum.notifications import fanout
from forum.notifications.mailing import sorting
from forum.search import actions as search
from forum.worker import Look, Worker, hold_name, name_of, try_again


def looks() -> list[Look]:
    """All that the worker sees to besides tasks, in the order in which it does."""
    return [
        Look("missing triggers of the search", search.see_to_triggers, every=30),
        Look("acts that many are to be told of", fanout.turn),
        Look("notices to be mailed", sorting.look),
        Look("texts that the search is to follow", search.turn),
        Look("old pictures of essays", cards.clear_away, every=60 * 60),
    ]


class Command(BaseCommand):
    help = "Do the tasks that the site leaves for later, such as mail, until told to end."
    requires_system_checks = []  # they load every view, which the worker has no use for

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--beside", type=int, help="end when the process of this number ends")
        parser.add_argument("--interval", type=float, default=1, help="seconds between two looks")
        parser.add_argument(
            "--again", action="store_true", help="try anew what was given up, and do not stay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            self.stdout.write(f"{try_again()} tasks will be tried again.")
            return
        with hold_name(settings.VAR_DIR) as lock:
            worker = Worker(name_of(lock), options["beside"], options["interval"], looks())
            worker.configure_signals()
            worker.run()
