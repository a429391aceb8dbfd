"""Nothing of a member who left is in any table, file, kept page or page but what the page lists.

The member writes a mark into every field that there is to write in, leaves, and the worker comes;
then the mark is looked for everywhere.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import Departure, User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.leaving import actions
from forum.moderation import proof
from forum.moderation.models import LogEntry, Statement
from forum.stances.models import Delta
from tests import cast
from tests.leaving import looking
from tests.leaving.going import go
from tests.leaving.others import others_are_untouched, rows_of_others
from tests.leaving.planting import MARK, Planted

pytestmark = [
    pytest.mark.django_db(transaction=True),  # the worker closes old connections
    pytest.mark.usefixtures("var"),
]

# Columns of text in which a member plants no mark, and why. Whoever comes here because the test
# below failed: a new column of text has to be looked after when its member leaves. Plant a word in
# it (tests/leaving/planting.py) and see that it goes (forum/leaving/); or name it here, if a
# member cannot write it.
NO_WORDS = {
    "account_emailconfirmation.key": "drawn",
    "accounts_formername.mark": "what is kept of names, unreadable",
    "accounts_takeout.file": "drawn; the file is looked for",
    "accounts_user.avatar": "drawn; the file is looked for",
    "accounts_user.language": "one of the site's",
    "accounts_user.password": "a hash",
    "accounts_user.time_zone": "one of the world's",
    "articles_article.token": "drawn",
    "articles_passage.spans": "numbers",
    "articles_upload.file": "a hash of what the picture shows; the file is looked for",
    "auth_group.name": "the operator's",
    "auth_permission.codename": "the program's",
    "auth_permission.name": "the program's",
    "comments_block.part": "numbers",
    "comments_comment.path": "numbers",
    "django_admin_log.object_id": "a number",
    "django_content_type.app_label": "the program's",
    "django_content_type.model": "the program's",
    "django_session.session_key": "drawn",
    "django_session.session_data": "nothing they typed; all sessions of theirs go",
    "django_tasks_database_dbtaskresult.backend_name": "the program's",
    "django_tasks_database_dbtaskresult.exception_class_path": "the program's",
    "django_tasks_database_dbtaskresult.queue_name": "the program's",
    "django_tasks_database_dbtaskresult.return_value": "no task returns anything",
    "django_tasks_database_dbtaskresult.task_path": "the program's",
    "moderation_hold.name": "the program's",
    "moderation_loghead.hash": "a hash",
    "moderation_logentry.hash": "a hash",
    "moderation_logentry.reason": "a moderator's words, listed on the page",
    "moderation_logentry.record": "as its reason",
    "moderation_logentry.salt": "drawn, and erased",
    "moderation_phrase.note": "the operator's",
    "moderation_phrase.text": "the operator's",
    "moderation_posting.mark": "a hash",
    "moderation_rule.slug": "the operator's",
    "moderation_rule.text": "the operator's",
    "moderation_rule.title": "the operator's",
    "moderation_ruleversion.text": "the operator's",
    "moderation_ruleversion.title": "the operator's",
    "pages_version.scope": "numbers",
    "pages_version.turns": "numbers",
    "pieces_shell.made_from": "numbers",
    **{
        f"pieces_{table}.holes": "names of holes, numbers"
        for table in ("piece", "shell", "viewshell", "wordedpiece")
    },
    "pieces_wordedpiece.html": "as a piece, in another language; the table is emptied",
    "pieces_wordedpiece.language": "one of the site's",
    "pieces_viewshell.address": "numbers and the program's words",
    "pieces_viewshell.made_from": "numbers",
    "socialaccount_socialaccount.provider": "the program's",
    "socialaccount_socialapp.client_id": "the operator's",
    "socialaccount_socialapp.key": "the operator's",
    "socialaccount_socialapp.name": "the operator's",
    "socialaccount_socialapp.provider": "the operator's",
    "socialaccount_socialapp.provider_id": "the operator's",
    "socialaccount_socialapp.secret": "the operator's",
    "socialaccount_socialapp.settings": "the operator's",
    "stances_tally.answers": "numbers",
    "stances_tally.moves": "numbers",
    "usersessions_usersession.ip": "an address of the network; the rows are looked for",
    "usersessions_usersession.session_key": "drawn",
}


def names(places: set[looking.Place]) -> set[str]:
    return {".".join(place) for place in places}


def test_every_column_of_text_is_planted_or_named_with_a_reason(planted: Planted) -> None:
    columns = names(looking.text_columns())
    unplanted = columns - names(looking.found_in_tables(MARK)) - set(NO_WORDS)
    assert not unplanted, f"Plant a mark in these, or name them in NO_WORDS: {sorted(unplanted)}"
    assert not set(NO_WORDS) - columns, f"No columns: {sorted(set(NO_WORDS) - columns)}"


def test_nothing_is_left_of_who_takes_the_texts_along(planted: Planted, var: Path) -> None:
    assert looking.found_in_database_file(MARK) or connection.vendor != "sqlite"
    assert {file.suffix for file in looking.files(var)} >= {".png", ".webp", ".zip", ".djcache"}
    assert any(table.startswith("search_index") for table, _column in looking.found_in_tables(MARK))
    before = rows_of_others(planted.leaver)
    go(planted.leaver, keeps_texts=False)
    assert not looking.found_in_tables(MARK)
    assert not looking.found_in_database_file(MARK)
    assert {file.name for file in looking.files(var)} <= {"search.lock"}
    others_are_untouched(before, rows_of_others(planted.leaver))
    the_log_is_whole_and_every_number_right()
    the_debate_of_others_can_be_read(planted)
    for reader in readers(planted):
        saying, pages = looking.found_on_pages(MARK, reader, most=60)
        assert not saying
        assert pages > 20


def readers(planted: Planted) -> Iterator[Client]:
    for name in ("mei", "wilma"):
        yield cast.client_of(planted.others[name])


def the_log_is_whole_and_every_number_right() -> None:
    assert proof.verify().number == LogEntry.objects.count()
    said = io.StringIO()
    call_command("recount", stdout=said)
    assert " was " not in said.getvalue()
    assert not Statement.objects.filter(member=None).exclude(text="")


def the_debate_of_others_can_be_read(planted: Planted) -> None:
    theirs = Comment.objects.get(source="Not so, I say.")
    assert Client().get(theirs.get_absolute_url(), follow=True).status_code == 200
    page = Client().get(theirs.article.get_absolute_url())
    assert page.status_code == 200
    for words in (
        *("An essay that its author took along", "That is not what our own count says."),
        "nothing can be added",
    ):
        assert words in page.text
    assert not Article.objects.published().filter(pk=planted.essay.pk)


KEPT = {
    "articles_article.contents",
    "articles_article.html",
    "articles_article.slug",
    "articles_article.source",
    "articles_article.subtitle",
    "articles_article.thesis",
    "articles_article.title",
    "articles_claim.text",
    "articles_passage.prefix",
    "articles_passage.quote",
    "articles_passage.suffix",
    "articles_revision.note",
    "articles_revision.source",
    "articles_revision.subtitle",
    "articles_revision.thesis",
    "articles_revision.title",
    "articles_series.slug",
    "articles_series.title",
    "articles_tag.key",
    "articles_tag.name",
    "articles_tag.slug",
    "articles_upload.alt",
    "articles_upload.caption",
    "comments_comment.html",
    "bookmarks_readingplace.heading",
    "bookmarks_readingplace.words",
    "comments_comment.source",
    "comments_commentdraft.prefix",
    "comments_commentdraft.quote",
    "comments_commentdraft.suffix",
    "comments_commentrevision.source",
    "moderation_hold.why",
    "notifications_notification.text",
    "stances_concession.note",
    "stances_concession.thesis_after",
    "stances_concession.thesis_before",
    "stances_delta.reason",
}


def test_of_who_leaves_the_texts_only_these_stay_and_nobody_wrote_them(planted: Planted) -> None:
    before = rows_of_others(planted.leaver)
    go(planted.leaver, keeps_texts=True)
    found = {place for place in looking.found_in_tables(MARK) if "search_index" not in place[0]}
    assert names(found) <= KEPT
    for word in ("user", "bio", "second", "agent", "key", "flag", "bookmark", "draft", "appeal"):
        assert not looking.found_in_tables(MARK + word), word
    assert not looking.found_in_tables(f"{MARK} name")
    others_are_untouched(before, rows_of_others(planted.leaver))
    the_log_is_whole_and_every_number_right()
    assert "a former member" in Client().get(planted.essay.get_absolute_url()).text
    assert "A former member" in Client().get(planted.answered.get_absolute_url(), follow=True).text
    delta = Delta.objects.get(reason__contains=MARK)
    assert (delta.giver, delta.change) == (None, None)
    for reader in readers(planted):
        saying, _pages = looking.found_on_pages(f"{MARK}user", reader, most=60)
        assert not saying


def test_a_moderator_leaves_and_the_reasons_stay(planted: Planted) -> None:
    wilma = planted.others["wilma"]
    entries = LogEntry.objects.filter(moderator=wilma).count()
    go(wilma, keeps_texts=True)
    assert entries
    assert LogEntry.objects.filter(moderator=None, automated=False).count() >= entries
    assert not looking.found_in_tables("wilma")
    assert proof.verify()
    assert "A former moderator" in Client().get("/moderation/log/").text


def test_own_answers_that_nobody_answered_leave_no_place(member: User, article: Article) -> None:
    first = cast.make_comment(member, article, "for")
    cast.make_comment(member, article, "for", first)
    go(member, keeps_texts=False)
    assert not Comment.objects.exists()
    article.refresh_from_db()
    assert (article.for_count, article.last_number) == (0, 2)


def test_an_empty_place_stays_where_somebody_answered(member: User, article: Article) -> None:
    first = cast.make_comment(member, article, "for", None, "A word of mine.")
    cast.make_comment(cast.make_user("olga"), article, "against", first)
    go(member, keeps_texts=False)
    first.refresh_from_db()
    assert (first.author, first.source, first.state) == (None, "", CommentState.DELETED)


def test_an_administrator_sees_who_leaves_and_brings_them_back(
    administrator: User, member: User
) -> None:
    asked = actions.ask(member, keeps_texts=True)
    office = cast.client_of(administrator)
    assert str(member) in office.get("/admin/accounts/departure/").text
    sent = {"action": "bring_back", "_selected_action": [asked.pk]}
    assert office.post("/admin/accounts/departure/", sent).status_code == 302
    assert not Departure.objects.exists()
