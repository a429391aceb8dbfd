"""The project's own files, as the tests of its structure read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("forum", "accounts", "tests", "bench", "manage.py")


def files(*places: str, suffix: str) -> Iterator[Path]:
    """Files under these places of the repository, without migrations, which Django writes."""
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob(f"*{suffix}")):
            if "migrations" not in file.parts and file.suffix == suffix:
                yield file


def modules(*places: str) -> list[Path]:
    return list(files(*(places or CODE), suffix=".py"))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def name(file: Path) -> str:
    """The dotted name of a module: forum.articles.views."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def where(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def lines(file: Path) -> Iterator[tuple[str, str]]:
    """Each line of a text with its place."""
    for number, line in enumerate(file.read_text().splitlines(), 1):
        yield where(file, number), line
