"""Every message of the site, read from its modules and templates as gettext's own tools would."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from tests.structure.source import files, modules, tree

# Where the message stands among what each is called with, and where its plural does.
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(n?p?gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})?(?:\s*,\s*{STRING})?", re.DOTALL
)

# Its context or '', itself, and its plural or ''.
type Message = tuple[str, str, str]


def said() -> set[Message]:
    return {*_in_code(), *_in_templates()}


def _in_code() -> Iterator[Message]:
    for file in modules("forum", "accounts"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and (name := _name(node.func)) in CALLS:
                words = [arg.value if isinstance(arg, ast.Constant) else "" for arg in node.args]
                yield from _message(name, [word for word in words if isinstance(word, str)])


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _in_templates() -> Iterator[Message]:
    endings = [file for end in (".html", ".txt") for file in files("templates", suffix=end)]
    for file in endings:
        for found in IN_TEMPLATE.finditer(templatize(file.read_text())):
            words = [ast.literal_eval(word) for word in found.groups()[1:] if word]
            yield from _message(found[1], words)


def _message(name: str, words: list[str]) -> Iterator[Message]:
    context, single, plural = CALLS[name]
    if len(words) > single and words[single]:
        yield (
            words[context] if context is not None else "",
            words[single],
            words[plural] if plural is not None else "",
        )
