"""Two moderators press a button at the same moment, on a real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.models import Flag, LogEntry, Rule
from forum.moderation.subject import Seen, of
from forum.notifications.models import Notification
from forum.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: object) -> list[object]:
    """Run the acts in threads that start together; a refusal is returned, not raised."""
    start = Barrier(len(acts))

    def run(act: object) -> object:
        try:
            start.wait(timeout=10)
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_moderators_at_once_make_one_act(
    comment: Comment, reader2: User, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    seen = Seen.now(of(comment))
    results = at_once(
        lambda: decide.keep(moderator, comment, None, "It is about fines.", seen),
        lambda: decide.hide(administrator, comment, personal, "It is about him.", seen),
    )
    refusals = [result for result in results if isinstance(result, Refused)]
    assert [refused.status for refused in refusals] == [409]
    entry = LogEntry.objects.get()
    comment.refresh_from_db()
    assert comment.state == ("hidden" if entry.act == "hide" else "visible")
    assert Flag.objects.get().decision == entry
    told = Notification.objects.filter(kind="moderation").count()
    assert told == (1 if entry.act == "hide" else 0)


def test_one_reader_flags_twice_at_once(comment: Comment, reader2: User, personal: Rule) -> None:
    results = at_once(*[lambda: flag(reader2, comment, comment.article, personal)] * 2)
    assert [r.status for r in results if isinstance(r, Refused)] == [409]
    assert Flag.objects.count() == 1
