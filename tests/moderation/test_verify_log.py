"""`verify_log` proves the chain of the log, or names the first entry that fails and why."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation import chain, proof
from forum.moderation.actions import decide
from forum.moderation.actions.record import Decision, record
from forum.moderation.models import Act, LogEntry, LogHead, Rule, RuleVersion, Scope
from tests.cast import make_article, make_comment

UNTIL = datetime(2031, 5, 4, 12, 30, tzinfo=UTC)
ZEROS = "0" * 64


@pytest.fixture
def log(comment: Comment, moderator: User, personal: Rule) -> list[LogEntry]:
    """A comment hidden and restored, its author warned, and an act that fills every column."""
    hidden = decide.hide(moderator, comment, personal, "It is about the man.")
    restored = decide.restore(moderator, comment, None, "Read again, it is not.")
    decision = Decision(moderator, personal, "Once more, and it is a silence.")
    about = {"article": comment.article, "comment": comment, "member": comment.author}
    warned = record(Act.WARN, Scope.MEMBER, decision, **about)
    how = {"until": UNTIL, "pause": 600, "count": 3, "undoes": hidden}
    full = record(Act.SLOW, Scope.DEBATE, decision, **about, **how)
    return [hidden, restored, warned, full]


def verify(**noted: object) -> str:
    """What the command says, or what it fails with."""
    out = StringIO()
    try:
        call_command("verify_log", stdout=out, **noted)
    except CommandError as error:
        return str(error)
    return out.getvalue()


def run(sql: str, *values: object) -> None:
    """What someone with a connection to the database could do."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def spoil(entry: LogEntry, **columns: object) -> None:
    for column, value in columns.items():
        run(f'UPDATE moderation_logentry SET "{column}" = %s WHERE id = %s', value, entry.pk)


def test_a_log_that_nobody_touched_holds(log: list[LogEntry]) -> None:
    assert verify() == f"The log holds: 4 entries, the last one's hash {log[-1].hash}.\n"


def test_a_log_without_entries_holds(db: None) -> None:
    assert "The log holds: 0 entries" in verify()


# What the message calls a column, where that is not the column's name.
NAMED = {"salt": "comment", "rule_id": "rule", "number": "", "hash": "", "record": ""}
COLUMNS = [field.column for field in LogEntry._meta.concrete_fields if field.column != "id"]


@pytest.fixture
def otherwise(log: list[LogEntry], reader2: User, rule: Callable[[str], Rule]) -> dict[str, object]:
    """For each column something else that the table would take."""
    article = make_article(reader2)
    return {
        "number": 77,
        "at": datetime(2024, 2, 29, tzinfo=UTC),
        "moderator_id": reader2.pk,
        "automated": True,
        "act": "lock",
        "scope": "thread",
        "article_id": article.pk,
        "comment_id": make_comment(reader2, article).pk,
        "member_id": reader2.pk,
        "salt": "0" * 32,
        "rule_id": rule("spam").pk,
        "wording_id": RuleVersion.objects.get(rule=rule("spam")).pk,
        "reason": "Once more and it is a silence.",
        "until": datetime(2031, 5, 4, 12, 31, tzinfo=UTC),
        "pause": 60,
        "count": 30,
        "undoes_id": log[1].pk,
        "record": log[3].record.replace("3", "4"),
        "hash": "f" * 64,
    }


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_found(
    log: list[LogEntry], otherwise: dict[str, object], column: str
) -> None:
    if column == "automated":
        spoil(log[3], moderator_id=None)  # the table takes no act of software and of a person
    spoil(log[3], **{column: otherwise[column]})
    said = verify()
    assert said.startswith("Entry 4: "), said
    assert NAMED.get(column, column.removesuffix("_id")) in said


EMPTIED = [field.column for field in LogEntry._meta.concrete_fields if field.null]


@pytest.mark.parametrize("column", EMPTIED)
def test_an_emptied_column_is_found(log: list[LogEntry], column: str) -> None:
    spoil(log[3], **{column: None})
    assert verify().startswith(f"Entry 4: its column ‘{column.removesuffix('_id')}’")


@pytest.mark.parametrize("column", ["article_id", "comment_id", "member_id"])
def test_of_an_act_on_a_member_the_occasion_is_proved_though_it_is_not_shown(
    log: list[LogEntry], otherwise: dict[str, object], column: str
) -> None:
    facts = chain.facts_of(log[2])
    assert [len(str(facts[name])) for name in ("article", "comment", "mark")] == [32, 32, 32]
    for value in (otherwise[column], None):
        spoil(log[2], **{column: value})
        assert verify().startswith(f"Entry 3: its column ‘{column.removesuffix('_id')}’")


def test_a_rule_reworded_behind_the_logs_back_is_found(log: list[LogEntry]) -> None:
    RuleVersion.objects.filter(pk=log[0].wording_id).update(text="Say nothing at all.")
    assert verify().startswith("Entry 1: its column ‘wording’")


def test_an_entry_taken_out_is_found(log: list[LogEntry]) -> None:
    run("DELETE FROM moderation_logentry WHERE id = %s", log[2].pk)
    assert verify() == "Entry 3: it is missing."


@pytest.mark.parametrize("number", [0, 5])
def test_an_entry_put_in_is_found(log: list[LogEntry], number: int) -> None:
    facts = {"reason": "Made up", "salt": "", "record": "{}", "hash": "e" * 64}
    LogEntry.objects.create(number=number, act="keep", scope="comment", at=UNTIL, **facts)
    assert verify() in ("Entry 1: it is missing.", "Entry 5: it stands after the log’s head.")


def test_entries_cut_off_at_the_end_are_found(log: list[LogEntry]) -> None:
    run("DELETE FROM moderation_logentry WHERE id = %s", log[3].pk)
    assert verify() == "Entry 4: it is missing."
    LogHead.objects.update(number=3, hash=log[2].hash)
    assert "The log holds: 3 entries" in verify()
    assert verify(number=4, head=log[3].hash) == (
        "Entry 4: it was noted, but the log ends before it."
    )


def test_two_entries_in_each_others_place_are_found(log: list[LogEntry]) -> None:
    for entry, number in ((log[2], 99), (log[1], 3), (log[2], 2)):
        spoil(entry, number=number)
    assert verify().startswith("Entry 2: its hash does not follow")


def forge(log: list[LogEntry]) -> None:
    """Change a reason and chain the log again from there on, head and all."""
    head = ZEROS
    spoil(log[1], reason="It was me.")
    for pk in [entry.pk for entry in log]:
        entry = LogEntry.objects.select_related("rule", "wording", "undoes").get(pk=pk)
        text = chain.record_of(entry)
        head = chain.link(head, text)
        spoil(entry, record=text, hash=head)
    LogHead.objects.update(hash=head)


def test_a_log_chained_anew_is_found_by_whoever_noted_a_head(log: list[LogEntry]) -> None:
    forge(log)
    assert "The log holds" in verify()
    assert "The log holds" in verify(number=1, head=log[0].hash)
    assert verify(number=2, head=log[1].hash) == "Entry 2: its hash is not the one that was noted."


def test_the_noted_head_of_a_log_that_grew_holds(log: list[LogEntry]) -> None:
    assert "The log holds: 4 entries" in verify(number=2, head=log[1].hash.upper())


@pytest.mark.parametrize("noted", [{"number": 2}, {"head": ZEROS}, {"number": 0, "head": ZEROS}])
def test_a_hash_is_noted_with_its_number(log: list[LogEntry], noted: dict[str, object]) -> None:
    assert "Give --number and --head together" in verify(**noted)


@pytest.mark.parametrize("wrong", [{"number": 5}, {"number": 3}, {"hash": ZEROS}])
def test_a_head_that_does_not_fit_is_found(log: list[LogEntry], wrong: dict[str, object]) -> None:
    LogHead.objects.update(**wrong)
    assert "The log holds" not in verify()


@pytest.mark.parametrize("text", ["", "null", "[]", '{"act":"keep","act":"hide"}', "{ }"])
def test_a_record_in_another_form_is_found(log: list[LogEntry], text: str) -> None:
    spoil(log[3], record=text, hash=chain.link(log[2].hash, text))
    assert verify() == "Entry 4: its record is not in the form that all records have."


def test_the_log_holds_when_those_it_is_about_are_gone(
    log: list[LogEntry], comment: Comment, moderator: User, author: User
) -> None:
    comment.article.delete()  # with its comments
    for person in (comment.author, moderator, author):
        assert person
        User.objects.get(pk=person.pk).delete()
    assert LogEntry.objects.filter(member=None, moderator=None, article=None).count() == 4
    assert "The log holds: 4 entries" in verify()


def test_it_looks_at_every_chunk(log: list[LogEntry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "CHUNK", 3)
    assert "The log holds: 4 entries" in verify()
    spoil(log[3], reason="Else")
    assert verify().startswith("Entry 4")


def test_an_entry_whose_id_puts_it_elsewhere_is_found(log: list[LogEntry]) -> None:
    run("UPDATE moderation_logentry SET id = %s WHERE id = %s", 10**6, log[2].pk)
    assert verify() == "Entry 4: its id puts it before the entry it follows."
