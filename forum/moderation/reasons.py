"""Why comments are hidden: the acts behind their stubs."""

from collections.abc import Iterable

from forum.moderation.models import Act, LogEntry


def for_comments(ids: Iterable[int]) -> dict[int, LogEntry]:
    """The newest act that hid or removed each of these comments, with its rule, in one query.

    A page calls it once with the ids of its stubs; no ids, no query.
    """
    wanted = list(ids)
    if not wanted:
        return {}
    acts = LogEntry.objects.filter(comment__in=wanted, act__in=[Act.HIDE, Act.REMOVE])
    newest_last = acts.select_related("rule").order_by("id")
    return {entry.comment_id: entry for entry in newest_last if entry.comment_id}
