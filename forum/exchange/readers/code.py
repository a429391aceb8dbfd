"""Code within Markdown, hidden from whoever cleans the text around it."""

import re

from markdown_it import MarkdownIt

SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
# Two characters for private use stand around a number; a text that holds them loses them.
TOKEN = re.compile("\ue000(\\d+)\ue001")


class Code:
    def __init__(self) -> None:
        self._hidden: list[str] = []

    def hide(self, text: str) -> str:
        """The text with every piece of code replaced by a token of one word."""
        text = re.sub("[\ue000\ue001]", "", text)
        lines = text.split("\n")
        for start, end in reversed(_code_lines(text)):
            lines[start:end] = [self._token("\n".join(lines[start:end]))]
        return SPAN.sub(lambda span: self._token(span.group()), "\n".join(lines))

    def show(self, text: str) -> str:
        return TOKEN.sub(lambda token: self._hidden[int(token.group(1))], text)

    def _token(self, code: str) -> str:
        self._hidden.append(code)
        return f"\ue000{len(self._hidden) - 1}\ue001"


def _code_lines(text: str) -> list[tuple[int, int]]:
    """From which line to which a fence or an indented block goes."""
    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).parse(text)
    found = [token.map for token in tokens if token.type in ("fence", "code_block") and token.map]
    return [(start, end) for start, end in found]
