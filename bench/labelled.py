"""The labelled sets in ../shared/data/moderation through the gate: what of each label is refused,
held, nudged or passed, when a new member sends it and when somebody known does.

    .venv/bin/python -m bench.labelled [FOLDER]

Each text goes by itself, with the phrases a new site starts with; so nothing here is caught for
being repeated or sent too fast. `--passed LABEL` also prints what passed of that label.
"""

import argparse
import csv
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
os.environ.setdefault("SECRET_KEY", "for this benchmark only")
django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up first

from forum.moderation.gate.checks import verdict_on  # noqa: E402
from forum.moderation.gate.facts import Author, Facts, Text  # noqa: E402
from forum.moderation.gate.fetch import text_of  # noqa: E402
from forum.moderation.gate.phrases import Listed, Wordlist  # noqa: E402
from forum.moderation.wordlist import FIRST_PHRASES  # noqa: E402
from forum.text.render import render_comment  # noqa: E402

FOLDER = Path(__file__).parents[2] / "shared/data/moderation"
WHO = {"new member": Author(is_new=True), "known member": Author()}
LABELS = {"1": "spam", "0": "no spam", "Toxic": "toxic", "Not Toxic": "not toxic"}
WORDLIST = Wordlist(Listed(*row[:4]) for row in FIRST_PHRASES)

type Sample = tuple[str, str]  # label, text


def samples(file: Path) -> Iterator[Sample]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            text = row.get("CONTENT") or row.get("text") or ""
            yield LABELS[row.get("CLASS") or row["is_toxic"]], text


def outcome_of(text: Text, author: Author) -> tuple[str, str]:
    """What becomes of it, and by which check."""
    verdict = verdict_on(Facts(timezone.now(), text, author))
    return (verdict.outcome.name.lower(), verdict.name) if verdict else ("passed", "")


def report(file: Path, shown: str) -> None:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for label, source in samples(file):
        text = text_of(source, render_comment(source), WORDLIST)
        for who, author in WHO.items():
            outcome, check = outcome_of(text, author)
            counts[label, who][outcome] += 1
            counts[label, who][check] += 1
            if outcome == "passed" and shown == label and author.is_new:
                print(f"  passed: {' '.join(source.split())[:150]}")
    print(f"\n{file.name}")
    for (label, who), found in sorted(counts.items()):
        print(f"  {label:9} {who:12} {_line(found)}")


def _line(found: Counter[str]) -> str:
    ends = [f"{found[end]:4} {end}" for end in ("refuse", "hold", "nudge", "passed")]
    total = sum(found[end] for end in ("refuse", "hold", "nudge", "passed"))
    by = ", ".join(f"{n} {name}" for name, n in found.items() if name in _NAMES)
    return f"{' '.join(ends)}  of {total}: {1 - found['passed'] / total:4.0%} stopped ({by})"


_NAMES = ("phrases", "new_with_links", "many_links", "capitals")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--passed", default="")
    given = parser.parse_args()
    files = sorted(given.folder.glob("*.csv"))
    if not files:
        sys.exit(f"No labelled sets in {given.folder}.")
    for file in files:
        report(file, given.passed)


if __name__ == "__main__":
    main()
