"""Static files as a site serves them: the sheets of a page joined, and modules by their hashes.

The sheets are written one a component; a page that asked for each by itself would wait for fifteen
answers before it shows a word.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What is joined, in the order in which later sheets refine earlier ones: the sheets of every page,
# and those of an essay with its debate.
SHEETS = {
    "site": ("tokens", "base", "masthead", "forms", "position"),
    "reading": (
        *("essay", "prose", "margin", "debate", "comment"),
        *("passage", "claims", "moved", "flag"),
    ),
}


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Adds the joined sheets; `import` in a script names a file by its hash, too."""

    support_js_module_import_aggregation = True
    joins = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for name, parts in {} if dry_run else SHEETS.items():
            path = f"css/joined/{name}.css"
            if self.exists(path):
                self.delete(path)
            self.save(path, ContentFile(cssmin("\n".join(map(_source, parts)))))
            paths[path] = (self, path)
        yield from super().post_process(paths, dry_run, **options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Of the administration's hundreds of files few people ask for one, and to compress them
        takes longer than all else that comes before a new site's first page."""
        ours = (path for path in paths if not path.startswith("admin/"))
        yield from super().compress_files(ours)


def _source(part: str) -> str:
    return Path(str(finders.find(f"css/{part}.css"))).read_text()


def sheets() -> dict[str, list[str]]:
    """The files a page links to for each set of sheets: one, or in development each by itself."""
    if getattr(staticfiles_storage, "joins", False):
        return {name: [f"css/joined/{name}.css"] for name in SHEETS}
    return {name: [f"css/{part}.css" for part in parts] for name, parts in SHEETS.items()}
