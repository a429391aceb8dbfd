"""Looks at HTML as a browser would: what is in it, and whether it is sane."""

import re
from collections import Counter
from html.parser import HTMLParser

VOID = {"br", "hr", "img"}
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
CONTROLS = "".join(map(chr, range(33)))  # a browser strips these before it looks for the scheme


class Markup(HTMLParser):
    """Elements, ids and links of a piece of HTML, and the faults that a reader would suffer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"unclosed {tag}" for tag in self.open]
        self.faults += [f"id {name} twice" for name, times in self.ids.items() if times > 1]
        targets = [link[1:] for link in self.links if link.startswith("#fn")]
        self.faults += [f"no {target}" for target in targets if target not in self.ids]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            self._look(tag, name, value or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"crossed {tag}")

    def _look(self, tag: str, name: str, value: str) -> None:
        if name == "id":
            self.ids[value] += 1
        if name == "href":
            self.links.append(value)
        if name == "style" or name.startswith("on"):
            self.faults.append(f"{name} on {tag}")
        if name == "src" and not value.startswith("/uploads/"):
            self.faults.append(f"picture from {value}")
        scheme = SCHEME.match(value.strip(CONTROLS))
        if name == "href" and scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            self.faults.append(f"link to {value}")
