"""Domain code imports downwards only, and nothing imports views but the map of addresses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.structure.source import modules, name, tree

# Each may import those before it, and BELOW, which know none of them.
ORDER = [
    "forum.text",
    "forum.pages",
    "accounts",
    "forum.notifications",
    "forum.articles",
    "forum.comments",
    "forum.bookmarks",
    "forum.stances",
    "forum.moderation",
    "forum.pieces",
    "forum.search",
    "forum.exchange",
    "forum.leaving",
]
BELOW = (
    *("forum.refusals", "forum.keeping", "forum.returning", "forum.shortage", "forum.sql"),
    *("forum.stepping", "forum.times", "forum.uploads", "forum.mail"),
)
# What faces a person or a program outside: it may ask any domain.
FACES = ("views", "urls", "admin", "api", "feeds")
OURS = ("forum", "accounts")
SITE = "the site"  # forum/urls.py, forum/context.py and the like, above every domain


def place(module: str) -> str:
    """The domain a module belongs to; the site's own modules stand above them all."""
    return next((d for d in ORDER if module == d or module.startswith(f"{d}.")), SITE)


def imports(file: Path) -> Iterator[str]:
    """Dotted names of ours that a module imports, inside functions too."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (module for module in found if module.split(".")[0] in OURS)


def faces(module: str) -> bool:
    return any(part in FACES for part in module.split("."))


def upward(importer: str, imported: str) -> bool:
    """Does a module of a domain import one that stands above it?"""
    here, there = place(importer), place(imported)
    if faces(importer) or here == SITE or imported.startswith(BELOW):
        return False
    return there == SITE or ORDER.index(there) > ORDER.index(here)


def imports_views(importer: str, imported: str) -> bool:
    """Does a module that is no map of addresses import another's views?"""
    if ".views" not in imported or importer.split(".")[-1] == "urls":
        return False
    package = imported[: imported.index(".views") + len(".views")]
    return not importer.startswith(package)  # a package of views may share among its modules


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        ("forum.articles.actions", "forum.comments.models.Comment", True),
        ("forum.articles.views.read", "forum.comments.debate.first_screen", False),
        ("forum.comments.actions.post", "forum.articles.models.Article", False),
        ("accounts.rules", "forum.refusals.Refused", False),
        ("accounts.rules", "forum.urls", True),
        ("forum.management.commands.recount", "forum.exchange.load", False),
    ],
)
def test_the_direction_is_told(importer: str, imported: str, expected: bool) -> None:
    assert upward(importer, imported) is expected


def test_domains_import_downwards_only() -> None:
    assert not [
        f"{name(file)} imports {imported}"
        for file in modules(*OURS)
        for imported in imports(file)
        if upward(name(file), imported)
    ]


def test_nothing_imports_views_but_the_map_of_addresses() -> None:
    assert not [
        f"{name(file)} imports {imported}"
        for file in modules(*OURS)
        for imported in imports(file)
        if imports_views(name(file), imported)
    ]
