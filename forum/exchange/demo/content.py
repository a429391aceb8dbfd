"""Reads the demo's files into plain records: people, essays, debates. No database here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "texts"
# libyaml where it is there: the debates are long, and reading them would take most of a second.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    bio: str = ""
    office: str = "member"
    follows: list[str] = field(default_factory=list)


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
    by: str
    kind: str  # hide, remove, restore, keep, lock or unlock
    rule: str
    reason: str
    after: timedelta


@dataclass(frozen=True, eq=False)
class Argument:
    """A comment of the story. `after` counts from the moment the essay was published."""

    by: str
    position: str
    after: timedelta
    quality: int  # 1 to 5: how strong a fair reader of the other side would find it
    text: str
    parent: "Argument | None"
    first_text: str = ""  # as it stood before the author's edit, if there was one
    edited_after: timedelta = timedelta()
    deleted: bool = False
    flags: list[dict[str, str]] = field(default_factory=list)
    acts: list[ModeratorAct] = field(default_factory=list)


@dataclass(frozen=True)
class Debate:
    article: str
    stances: dict[str, tuple[str, str]]  # the reader's first stance and the one they hold now
    arguments: list[Argument]  # oldest first
    acts: list[ModeratorAct]  # on the whole debate


def people() -> list[Person]:
    return [Person(**row) for row in _load(FOLDER / "people.yaml")]


def essays() -> list[Essay]:
    """Every essay, the oldest first."""
    found = [_essay(path) for path in sorted((FOLDER / "essays").glob("*.md"))]
    return sorted(found, key=lambda essay: -essay.days_ago)


def debates() -> list[Debate]:
    return [_debate(_load(path)) for path in sorted((FOLDER / "debates").glob("*.yaml"))]


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


def _debate(row: dict[str, Any]) -> Debate:
    stances = {
        reader: (said["first"], said["then"]) if isinstance(said, dict) else (said, said)
        for reader, said in row["stances"].items()
    }
    arguments = sorted(_arguments(row["comments"], None), key=lambda argument: argument.after)
    return Debate(row["article"], stances, arguments, _acts(row.get("act")))


def _arguments(rows: list[dict[str, Any]], parent: Argument | None) -> Iterator[Argument]:
    for row in rows:
        edited = row.get("edited") or {}
        argument = Argument(
            by=row["by"],
            position=row["position"],
            after=duration(row["after"]),
            quality=row["quality"],
            text=row["text"].strip(),
            parent=parent,
            first_text=edited.get("old", "").strip(),
            edited_after=duration(edited["after"]) if edited else timedelta(),
            deleted=row.get("deleted", False),
            flags=row.get("flags", []),
            acts=_acts(row.get("act")),
        )
        yield argument
        yield from _arguments(row.get("replies", []), argument)


def _acts(rows: Any) -> list[ModeratorAct]:
    """One act or a list of them, as the files have it."""
    rows = rows if isinstance(rows, list) else [rows] if rows else []
    return [ModeratorAct(**row | {"after": duration(row["after"])}) for row in rows]
