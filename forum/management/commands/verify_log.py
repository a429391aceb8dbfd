"""`manage.py verify_log`: prove that the moderation log is what it was when it was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.moderation import proof


class Command(BaseCommand):
    help = "Walk the log's chain of hashes; names the first entry that fails, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--number", type=int, help="of an entry that you noted earlier")
        parser.add_argument("--head", metavar="HASH", help="the hash you noted with it")

    def handle(self, *args: object, **options: Any) -> None:
        number, noted = options["number"], options["head"]
        if (number is None) != (noted is None) or (number is not None and number < 1):
            raise CommandError("Give --number and --head together: they name one entry.")
        try:
            head = proof.verify(proof.Head(number, noted.lower()) if noted else None)
        except proof.Broken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write(f"The log holds: {head.number} entries, the last one's hash {head.hash}.")
