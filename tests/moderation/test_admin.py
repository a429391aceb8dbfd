"""Rules, flags and the log in the admin site: no way around the rules of moderation."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.models import Flag, LogEntry, Rule
from tests.cast import client_of, make_comment, make_members

FLAGS, LOG, RULES = (f"/admin/moderation/{name}/" for name in ("flag", "logentry", "rule"))


def do(client: Client, url: str, action: str, reason: str, row: Flag | LogEntry) -> str:
    form = {"action": action, "reason": reason, "_selected_action": [row.pk], "index": 0}
    return client.post(url, form, follow=True).content.decode()


def test_a_flag_is_decided_in_the_admin_site_as_in_the_queue(
    comment: Comment, reader2: User, administrator: User, personal: Rule
) -> None:
    row = flag(reader2, comment, comment.article, personal)
    client = client_of(administrator)
    assert "Give a reason" in do(client, FLAGS, "hide", "", row)
    assert not LogEntry.objects.exists()
    assert "Done for 1 row." in do(client, FLAGS, "hide", "About him, not the fines.", row)
    entry = LogEntry.objects.get()
    assert (entry.act, entry.rule, entry.moderator) == ("hide", personal, administrator)
    assert "Done for 1 row." in do(client, LOG, "restore", "Read again, it is fine.", entry)
    comment.refresh_from_db()
    assert comment.state == "visible"


def test_a_flag_is_declined_in_the_admin_site(
    comment: Comment, reader2: User, administrator: User, personal: Rule
) -> None:
    row = flag(reader2, comment, comment.article, personal)
    do(client_of(administrator), FLAGS, "keep", "About the fines.", row)
    row.refresh_from_db()
    assert row.state == "declined"


@pytest.mark.parametrize("url", [FLAGS, LOG])
def test_flags_and_the_log_are_read_and_not_edited(administrator: User, url: str) -> None:
    client = client_of(administrator)
    assert client.get(url).status_code == 200
    assert client.get(f"{url}add/").status_code == 403


def test_a_rule_is_edited_and_never_deleted(administrator: User, personal: Rule) -> None:
    client = client_of(administrator)
    form = {"number": 3, "slug": "personal", "title": "Nothing personal", "text": "Be fair."}
    form["harm"] = 2
    assert client.post(f"{RULES}{personal.pk}/change/", form).status_code == 302
    personal.refresh_from_db()
    assert personal.title == "Nothing personal"
    assert client.post(f"{RULES}{personal.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("url", [FLAGS, LOG])
def test_the_lists_take_as_many_queries_for_many_rows_as_for_few(
    comment: Comment,
    administrator: User,
    personal: Rule,
    url: str,
    same_queries: Callable[..., None],
) -> None:
    def make_rows(how_many: int) -> None:
        for member in make_members(how_many):
            new = make_comment(member, comment.article)
            flag(comment.author, new, comment.article, personal)
            decide.hide(administrator, new, personal, "About him.")

    client = client_of(administrator)
    same_queries(make_rows, lambda: client.get(url))
