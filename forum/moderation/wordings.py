"""The rules as their page explains them: what each says now and since when, and what it said."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from forum.moderation.models import Rule, RuleVersion
from forum.text.diff import Paragraph, Run, paragraph_diff, word_diff


@dataclass(frozen=True)
class Change:
    """One rewording: which version it made, when, and the difference to the one before."""

    version: int
    at: datetime
    title: list[Run]
    parts: list[Paragraph]


@dataclass(frozen=True)
class Explained:
    rule: Rule
    since: datetime
    changes: list[Change]  # the newest first


def explained() -> list[Explained]:
    """All rules in order, in two queries."""
    return [_explain(rule) for rule in Rule.objects.prefetch_related("versions")]


def _explain(rule: Rule) -> Explained:
    versions = list(rule.versions.all())  # the newest first
    changes = [_change(newer, older) for newer, older in pairwise(versions)]
    return Explained(rule, versions[0].since, changes)


def _change(newer: RuleVersion, older: RuleVersion) -> Change:
    title = word_diff(older.title, newer.title)
    return Change(newer.version, newer.since, title, paragraph_diff(older.text, newer.text))
