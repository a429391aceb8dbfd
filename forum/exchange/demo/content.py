"""Reads the demo's files into plain records: people, essays, debates. No database here."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "texts"
# libyaml where it is there: the debates are long, and reading them would take most of a second.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STANDS = ("for", "undecided", "against")  # the order of numbers in the files
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    bio: str = ""
    office: str = "member"
    follows: list[str] = field(default_factory=list)
    watches: list[str] = field(default_factory=list)  # essays, by their slugs
    days_here: float = 0  # since they joined; 0: one of the first


@dataclass(frozen=True)
class Change:
    """An edit after publishing: which text became which."""

    days_ago: float
    note: str
    replace: dict[str, str]

    def made_to(self, body: str) -> str:
        """The body after the change. Each old text must be there exactly once."""
        for old, new in self.replace.items():
            if body.count(old) != 1:
                raise ValueError(f"not exactly once in the essay: {old[:60]}")
            body = body.replace(old, new)
        return body


@dataclass(frozen=True)
class Essay:
    slug: str
    title: str
    thesis: str
    author: str
    days_ago: float
    body: str
    subtitle: str = ""
    tags: list[str] = field(default_factory=list)
    series: str = ""
    part: int | None = None
    cover: str = ""
    cover_alt: str = ""
    revisions: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class ModeratorAct:
    """On one comment, or on a debate. `by` nobody: by the site's own rules, which say why."""

    by: str
    kind: str  # a value of moderation's Act
    rule: str
    reason: str
    after: timedelta
    ago: timedelta = timedelta()  # if not 0, this counts: what waits should not wait for weeks


@dataclass(frozen=True, eq=False)
class Argument:
    """A comment of the story. `after` counts from the moment the essay was published."""

    by: str
    position: str
    after: timedelta
    quality: int  # 1 to 5: how strong a fair reader of the other side would find it
    text: str
    parent: "Argument | None"
    claim: int | None = None  # the number of the claim it answers
    quote: str = ""  # or the words of the essay, as they stood when it was written
    first_text: str = ""  # as it stood before the author's edit, if there was one
    edited_after: timedelta = timedelta()
    deleted: bool = False
    held: str = ""  # the check before posting that holds it
    ago: timedelta = timedelta()  # as of acts
    flags: list[dict[str, str]] = field(default_factory=list)
    acts: list[ModeratorAct] = field(default_factory=list)


@dataclass(frozen=True)
class Measure:
    """What moderation did beyond one comment, or was asked to do: see measures.py.

    `of` is the comment that led to it, or the name of an earlier measure that it is about.
    """

    kind: str
    after: timedelta
    by: str = ""
    name: str = ""
    member: str = ""
    article: str = ""
    of: "Argument | str" = ""
    rule: str = ""
    reason: str = ""
    text: str = ""
    days: float = 0  # how long it holds
    pause: int = 0  # seconds
    ago: timedelta = timedelta()


@dataclass(frozen=True)
class Said:
    """Where a reader stood at first and stands now, and perhaps what moved them, and why."""

    first: str
    then: str
    moved_by: Argument | None = None
    why: str = ""


@dataclass(frozen=True)
class Concession:
    """The essay's author gives way to a comment: on a claim, or by another thesis."""

    to: Argument
    note: str
    after: timedelta
    claim: int = 0  # its number; 0 for the thesis
    wholly: bool = False
    thesis: str = ""


@dataclass(frozen=True)
class Quiet:
    """Those who only read: how many moved from where to where, and what readers make of claims."""

    moves: dict[tuple[str, str], int]  # readers by first stance and stance now
    # By claim's number and stance now: per cent who accept, doubt and reject it.
    answers: dict[int, dict[str, list[int]]]


@dataclass(frozen=True)
class Debate:
    article: str
    stances: dict[str, Said]
    quiet: Quiet
    arguments: list[Argument]  # oldest first
    concessions: list[Concession]
    acts: list[ModeratorAct]  # on the whole debate
    measures: list[Measure]


def people() -> list[Person]:
    """Those who write."""
    return [Person(**row) for row in _load(FOLDER / "people.yaml")]


def readers() -> list[Person]:
    """Those who only read. Their usernames are their names without what ASCII lacks."""
    lines = (FOLDER / "readers.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return [Person(_username(name), name) for name in names]


def essays() -> list[Essay]:
    """Every essay, the oldest first."""
    found = [_essay(path) for path in sorted((FOLDER / "essays").glob("*.md"))]
    return sorted(found, key=lambda essay: -essay.days_ago)


def debates() -> list[Debate]:
    rows = [_load(path) for path in sorted((FOLDER / "debates").glob("*.yaml"))]
    more = _load(FOLDER / "moderation.yaml")
    return [_debate(row, more.get(row["article"], {})) for row in rows]


def figure(name: str) -> Path:
    return FOLDER / "figures" / name


def duration(text: str) -> timedelta:
    """`3d 4h`, `40m` and the like as a length of time."""
    pieces = re.findall(r"(\d+)\s*([dhm])", text)
    if not pieces:
        raise ValueError(f"not a length of time: {text!r}")
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in pieces})


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)


def _essay(path: Path) -> Essay:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(head)
    changes = [Change(**change) for change in fields.pop("revisions", [])]
    return Essay(slug=path.stem, body=body.strip(), revisions=changes, **fields)


def _username(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace("-", "").replace(" ", ".")


def _debate(row: dict[str, Any], more: dict[str, Any]) -> Debate:
    """`more` is what moderation was about, and what it did."""
    comments = row["comments"] + more.get("comments", [])
    arguments = sorted(_arguments(comments, None), key=lambda argument: argument.after)
    return Debate(
        article=row["article"],
        stances={name: _said(said, arguments) for name, said in row["stances"].items()},
        quiet=_quiet(row),
        arguments=arguments,
        concessions=[_concession(told, arguments) for told in row.get("concessions", [])],
        acts=_acts(row.get("act")),
        measures=[_measure(told, arguments) for told in more.get("measures", [])],
    )


def _said(said: Any, arguments: list[Argument]) -> Said:
    """One word for a reader who has not moved, else what they said and perhaps why."""
    if isinstance(said, str):
        return Said(said, said)
    moved_by = _named(said["moved_by"], arguments) if "moved_by" in said else None
    return Said(said["first"], said["then"], moved_by, said.get("why", "").strip())


def _measure(row: dict[str, Any], arguments: list[Argument]) -> Measure:
    of = row.get("of", "")
    about = {"of": _named(of, arguments) if isinstance(of, dict) else of}
    return Measure(**row | about | _times(row))


def _quiet(row: dict[str, Any]) -> Quiet:
    moves = {
        (first, now): readers
        for first, counts in row.get("quiet", {}).items()
        for now, readers in zip(STANDS, counts, strict=True)
    }
    return Quiet(moves, row.get("answers", {}))


def _concession(row: dict[str, Any], arguments: list[Argument]) -> Concession:
    after = duration(row["after"])
    return Concession(**row | {"to": _named(row["to"], arguments), "after": after})


def _named(name: dict[str, str], arguments: list[Argument]) -> Argument:
    """The one comment by this person that begins with these words."""
    [found] = [
        made for made in arguments if made.by == name["by"] and made.text.startswith(name["says"])
    ]
    return found


def _arguments(rows: list[dict[str, Any]], parent: Argument | None) -> Iterator[Argument]:
    for row in rows:
        edited = row.get("edited") or {}
        argument = Argument(
            by=row["by"],
            position=row["position"],
            **_times(row),
            quality=row["quality"],
            text=row["text"].strip(),
            parent=parent,
            claim=row.get("claim"),
            quote=row.get("quote", ""),
            first_text=edited.get("old", "").strip(),
            edited_after=duration(edited["after"]) if edited else timedelta(),
            deleted=row.get("deleted", False),
            held=row.get("held", ""),
            flags=row.get("flags", []),
            acts=_acts(row.get("act")),
        )
        yield argument
        yield from _arguments(row.get("replies", []), argument)


def _acts(rows: Any) -> list[ModeratorAct]:
    """One act or a list of them, as the files have it."""
    rows = rows if isinstance(rows, list) else [rows] if rows else []
    return [ModeratorAct(**row | _times(row)) for row in rows]


def _times(row: dict[str, Any]) -> dict[str, timedelta]:
    return {name: duration(row[name]) for name in ("after", "ago") if name in row}
