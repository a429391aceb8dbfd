"""Holes in ready HTML: what differs from viewer to viewer, and how it is filled.

A template writes a hole as `<hole name facts>what visitors see</hole>`. No text that people write
can hold one: templates escape `<`, and the sanitiser knows no such element. What is ready is kept
as visitors see it, with the places of its holes beside it: most readers are visitors, and for them
nothing in it need be looked for.
"""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple, Self

BEGIN, END = "<hole ", "</hole>"
GIVEN = "<given>"  # between the parts that a shell gives to a comment's piece

# As `json.loads`, which for so short a text spends longer on looking for what is around it.
_read = json.JSONDecoder().raw_decode

# What goes into a hole, by its name, its facts and what visitors see there.
type Content = Callable[[str, list[str], str], str]
# Where its content begins and ends in the HTML, its name and its facts.
type Hole = tuple[int, int, str, list[str]]


def hole(name: str, *facts: object, inside: str = "") -> str:
    """A hole as templates write it; facts that are empty are left out."""
    said = " ".join(filter(None, [name, *map(str, facts)]))
    return f"{BEGIN}{said}>{inside}{END}"


class Holed(NamedTuple):
    """HTML as visitors see it, and its holes from the first to the last. None stands in another."""

    html: str
    holes: list[Hole]

    @classmethod
    def of(cls, made: str) -> Self:
        """What a template made."""
        first, *rest = made.split(BEGIN)
        parts, holes, at = [first], list[Hole](), len(first)
        for each in rest:
            said, _, onward = each.partition(">")
            inside, _, after = onward.partition(END)
            name, *facts = said.split(" ")
            holes.append((at, at + len(inside), name, facts))
            parts += (inside, after)
            at += len(inside) + len(after)
        return cls("".join(parts), holes)

    @classmethod
    def kept(cls, html: str, places: str | None) -> Self:
        """What was kept as the two."""
        return cls(html, _read(places or "[]")[0])

    @property
    def columns(self) -> dict[str, str]:
        """The two, as they are kept."""
        return {"html": self.html, "holes": json.dumps(self.holes, separators=(",", ":"))}

    def filled(self, content: Content) -> str:
        """The HTML with each hole filled."""
        parts, at = list[str](), 0
        for begin, end, name, facts in self.holes:
            parts += (self.html[at:begin], content(name, facts, self.html[begin:end]))
            at = end
        return "".join([*parts, self.html[at:]])

    def given(self, contents: Mapping[str, str]) -> str:
        """The HTML with these contents in the holes of their names, where they are any."""
        parts, at = list[str](), 0
        for begin, end, name, _facts in self.holes:
            if content := contents.get(name):
                parts += (self.html[at:begin], content)
                at = end
        return "".join([*parts, self.html[at:]])

    @property
    def comments(self) -> list[int]:
        """Whose pieces go into it, in order."""
        return [int(facts[0]) for _begin, _end, name, facts in self.holes if name == "comment"]
