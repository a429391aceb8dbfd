"""The sizes to stay within, so that each piece can be read at one sitting."""

import ast
from pathlib import Path
from statistics import median

import pytest

from tests.structure.source import ROOT, files, functions, modules, where

FUNCTION = 30  # lines; one screen
TYPICAL = 10  # lines; the median of all functions
PARAMETERS = 5
LEVELS = 3
LENGTHS = {  # lines of a file
    ".py": (300, ("forum", "accounts", "tests", "manage.py")),
    ".html": (120, ("templates",)),
    ".css": (250, ("static/css",)),
    ".js": (150, ("static/js",)),
}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def parameters(function: Function) -> int:
    """How many a caller may give by name or place, but for the object itself."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return len([argument for argument in given if argument.arg not in ("self", "cls")])


def depth(node: ast.AST) -> int:
    """Levels of blocks inside a function. `elif` is no deeper than its `if`."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        chained = isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If)
        step = 1 if isinstance(child, BLOCKS) and not chained else 0
        deepest = max(deepest, step + depth(child))
    return deepest


def all_functions() -> list[tuple[Path, Function]]:
    return [(file, function) for file in modules() for function in functions(file)]


def test_depth_counts_blocks() -> None:
    source = "def f():\n if a:\n  for b in c:\n   pass\n elif d:\n  with e:\n   g()"
    assert depth(ast.parse(source).body[0]) == 2


def test_no_function_is_too_long() -> None:
    assert not [
        f"{where(file, function.lineno)} {function.name}: {length(function)} lines"
        for file, function in all_functions()
        if length(function) > FUNCTION
    ]


def test_most_functions_are_short() -> None:
    assert median(length(function) for _, function in all_functions()) <= TYPICAL


def test_no_function_takes_too_much() -> None:
    assert not [
        f"{where(file, function.lineno)} {function.name}: {parameters(function)} parameters"
        for file, function in all_functions()
        if parameters(function) > PARAMETERS and not _is_test_or_fixture(file)
    ]


def _is_test_or_fixture(file: Path) -> bool:
    """Tests ask for fixtures by name: those are no arguments that a caller must get right."""
    return file.is_relative_to(ROOT / "tests")


def test_no_function_nests_too_deep() -> None:
    assert not [
        f"{where(file, function.lineno)} {function.name}: {depth(function)} levels"
        for file, function in all_functions()
        if depth(function) > LEVELS
    ]


@pytest.mark.parametrize("suffix", LENGTHS)
def test_no_file_is_too_long(suffix: str) -> None:
    limit, places = LENGTHS[suffix]
    sizes = {file: len(file.read_text().splitlines()) for file in files(*places, suffix=suffix)}
    assert sizes, f"no {suffix} found: has the layout changed?"
    assert not [f"{where(file, n)} {n} lines" for file, n in sizes.items() if n > limit]
