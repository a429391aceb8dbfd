"""`manage.py backup FILE`: the whole site in one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from forum.backup import archive


class Command(BaseCommand):
    help = "Write the database and the uploads, as they are at one moment, to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a new file, such as monday.tar.gz")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace the file if it exists"
        )

    def handle(self, *args: object, **options: object) -> None:
        file = Path(str(options["file"]))
        if file.exists() and not options["overwrite"]:
            raise CommandError(f"{file} exists: choose another name, or say --overwrite.")
        if not file.parent.is_dir():
            raise CommandError(f"{file.parent} is no folder.")
        note = archive.write(file)
        rows = sum(int(table.split(":")[0]) for table in note.rows.values())
        self.stdout.write(f"{file}: {rows} rows of {len(note.rows)} tables, {note.made_at}")
        if not note.has_uploads:
            self.stdout.write("Uploads lie in object storage, which has versions of its own.")
