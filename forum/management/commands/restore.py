"""`manage.py restore FILE`: the site as a backup has it."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from forum.backup import archive


class Command(BaseCommand):
    help = "Make the site what a backup holds. Stop the site first; then run `manage.py prepare`."
    requires_system_checks = []  # the database may be empty, or newer than the backup

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--overwrite", action="store_true", help="also where people have written since"
        )

    def handle(self, *args: object, **options: object) -> None:
        file = Path(str(options["file"]))
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        archive.note_of(file)
        if archive.holds_something() and not options["overwrite"]:
            raise CommandError("There is a site already: what it holds ends with --overwrite.")
        archive.read(file, self.stdout.write)
        self.stdout.write("Every row is as the backup has it. Run `manage.py prepare`, then start.")
