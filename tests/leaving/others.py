"""The rows of others, to be compared before and after a member has left."""

from typing import Any

from django.apps import apps
from django.db import models

from accounts.models import User

type Rows = dict[tuple[str, Any], dict[str, Any]]

# What a departure may change in the rows of others: numbers that are counted anew, who wrote what
# they answer, and what points at an essay that is gone.
CHANGED = {
    "accounts.User": {"last_login"},
    "articles.Tag": set(),
    "stances.Tally": {"moves", "answers", "crux", "crux_bits", "is_whole"},
    "comments.Comment": {
        *("version", "passage", "descendants", "best_answer", "rebuttal_count", "front"),
        *("moved_count", "score", "tiebreak", "best_answer"),
        *(f"{kind}_{who}" for kind in ("strong", "rated") for who in ("other", "same")),
        *("strong_undecided", "rated_undecided", "strong_all", "rated_all"),
    },
    "articles.Article": {"for_count", "against_count", "neutral_count", "last_comment_at"},
    "comments.CommentDraft": {"quote", "prefix", "suffix"},
    "moderation.LogEntry": {"article", "comment"},
    "notifications.Notification": {"text"},
}
# Tables whose rows are nobody's: numbers, what is kept ready, tasks, what search has yet to follow.
NOBODYS = {
    *("pages.Version", "pieces.Piece", "pieces.Shell", "pieces.ViewShell", "pieces.WordedPiece"),
    *("comments.Block", "stances.Share", "stances.Cell", "sessions.Session"),
    *("django_tasks_database.DBTaskResult", "accounts.FormerName", "search.Change"),
}


def others_are_untouched(before: Rows, after: Rows) -> None:
    gone = {key[0] for key in before if key not in after}
    assert gone <= GONE, gone - GONE
    for key, row in before.items():
        if key in after:
            differing = {name for name, value in row.items() if after[key][name] != value}
            assert differing <= CHANGED.get(key[0], set()), (key, differing)


# Others' flag and mute of the member, notices about them, following them, what was said of claims
# that are gone, what the member conceded to them, and tags that no other essay has.
GONE = {
    *("accounts.Mute", "moderation.Flag", "moderation.Case", "notifications.Notification"),
    *("notifications.Watch", "stances.ClaimAnswer", "admin.LogEntry"),
    *("stances.Concession", "articles.Tag", "bookmarks.ReadingPlace"),
}


def rows_of_others(leaver: User) -> Rows:
    """Every row that is not the leaver's, nor a part of something that is."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label
        if label in NOBODYS:
            continue
        for row in model._default_manager.all():
            if not _is_of(row, leaver.pk):
                values = {f.name: f.value_from_object(row) for f in model._meta.concrete_fields}
                found[label, row.pk] = values
    return found


THEIRS = ("author", "user", "reader", "giver", "owner", "watcher", "recipient", "flagger")
OF = ("comment", "article", "stance", "account", "statement", "change")


def _is_of(row: models.Model, leaver: int) -> bool:
    if isinstance(row, User):
        return row.pk == leaver
    for name in THEIRS:
        if getattr(row, f"{name}_id", None) == leaver:
            return True
    if getattr(row, "member_id", None) == leaver:
        return True
    if any(hasattr(row, f"{name}_id") for name in THEIRS) and row._meta.label != "x":
        return all(getattr(row, f"{name}_id", 0) is None for name in ("author", "giver", "owner"))
    return _part_of(row, leaver)


def _part_of(row: models.Model, leaver: int) -> bool:
    """A revision of an essay, a claim in it: the leaver's, if the essay is."""
    for name in OF:
        whole = getattr(row, name, None) if hasattr(row, f"{name}_id") else None
        if whole is not None:
            return _is_of(whole, leaver)
    return False
