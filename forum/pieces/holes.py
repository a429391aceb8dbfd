"""Holes in ready HTML: what they look like, and how they are filled.

A hole is written `<hole name facts>what visitors see</hole>`. No text that people write can hold
one: templates escape `<`, and the sanitiser knows no such element.
"""

from collections.abc import Callable

BEGIN, END = "<hole ", "</hole>"
GIVEN = "<given>"  # between the parts that a shell gives to a comment's piece

# What goes into a hole, by its name, its facts and what visitors see there.
type Content = Callable[[str, list[str], str], str]


def hole(name: str, *facts: object, inside: str = "") -> str:
    """A hole; facts that are empty are left out."""
    said = " ".join(filter(None, [name, *map(str, facts)]))
    return f"{BEGIN}{said}>{inside}{END}"


def filled(html: str, content: Content) -> str:
    """The HTML with each hole filled. None stands in another."""
    first, *rest = html.split(BEGIN)
    parts = [first]
    for each in rest:
        said, _, onward = each.partition(">")
        inside, _, after = onward.partition(END)
        name, *facts = said.split(" ")
        parts += (content(name, facts, inside), after)
    return "".join(parts)


def seen_by_visitors(html: str) -> str:
    """The HTML with what visitors see in each hole."""
    first, *rest = html.replace(END, "").split(BEGIN)
    return "".join([first, *(part.partition(">")[2] for part in rest)])


def names(html: str, name: str) -> list[list[str]]:
    """The facts of each hole of this name, in order."""
    return [part.partition(">")[0].split(" ") for part in html.split(f"{BEGIN}{name} ")[1:]]
