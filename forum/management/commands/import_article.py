"""`manage.py import_article FILE… --author NAME`: essays from Markdown, text and Medium's pages."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import THESIS_MAX, ArticleState
from forum.exchange import readers
from forum.exchange.articles import Imported, import_reading
from forum.refusals import Refused
from forum.text.reading import count_words


class Command(BaseCommand):
    help = (
        "Import essays: Markdown with or without front matter, plain text, and pages of a Medium "
        "export. They become drafts of the author's, unless --publish is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or a folder of files")
        parser.add_argument("--author", required=True, metavar="NAME", help="a member's username")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what has a thesis, on the day it was published before",
        )
        parser.add_argument(
            "--thesis", default="", help="for a single file: the sentence that its essay argues"
        )

    def handle(self, *args: object, **options: object) -> None:
        paths = list(_found(options["files"]))
        author = _author(str(options["author"]))
        self.thesis, self.publish = str(options["thesis"]).strip(), bool(options["publish"])
        _check_thesis(self.thesis, paths)
        results = Counter(
            self._take(path, author, _("%(n)d of %(m)d") % {"n": number, "m": len(paths)})
            for number, path in enumerate(paths, start=1)
        )
        summary = _(
            "%(new)d imported, %(same)d already there, %(other)d no essays, %(failed)d failed."
        ) % {outcome: results[outcome] for outcome in ("new", "same", "other", "failed")}
        if results["failed"]:
            raise CommandError(summary)
        self.stdout.write(summary)

    def _take(self, path: Path, author: User, place: str) -> str:
        """Import one file and say what came of it; a bad one does not stop the others."""
        try:
            reading = readers.read(path.name, path.read_bytes())
            if self.thesis:
                reading = replace(reading, thesis=self.thesis)
            imported = import_reading(author, reading, self.publish)
        except readers.NotAnEssay as no_essay:
            self.stdout.write(f"[{place}] {path}: " + _("left out: %s") % no_essay)
            return "other"
        except (readers.Unreadable, Refused) as refusal:
            self.stderr.write(f"[{place}] {path}: " + _("not imported: %s") % refusal)
            return "failed"
        except OSError as error:
            self.stderr.write(f"[{place}] {path}: " + _("not imported: %s") % error.strerror)
            return "failed"
        size = _("%d words") % count_words(reading.source)
        self.stdout.write(f"[{place}] {path}: {_outcome(imported)}, {size}")
        for remark in imported.remarks:
            self.stdout.write(f"    – {remark}")
        return "new" if imported.is_new else "same"


def _outcome(imported: Imported) -> str:
    if not imported.is_new:
        return _("already there: ‘%s’") % imported.article
    if imported.article.state == ArticleState.PUBLISHED:
        return _("published: ‘%s’") % imported.article
    return _("a draft now: ‘%s’") % imported.article


def _found(names: object) -> Iterator[Path]:
    """The files named, and those in the folders named that could hold an essay."""
    assert isinstance(names, list)
    for path in map(Path, names):
        if path.is_dir():
            inside = sorted(found for found in path.rglob("*") if found.is_file())
            yield from (found for found in inside if found.suffix.lower() in readers.SUFFIXES)
        else:
            yield path


def _author(username: str) -> User:
    author = User.objects.filter(username=username).first()
    if author is None:
        raise CommandError(_("There is no member called ‘%s’.") % username)
    return author


def _check_thesis(thesis: str, paths: list[Path]) -> None:
    if thesis and len(paths) != 1:
        raise CommandError(_("--thesis is for a single file: each essay argues its own."))
    if len(thesis) > THESIS_MAX:
        raise CommandError(_("A thesis has at most %d characters.") % THESIS_MAX)
