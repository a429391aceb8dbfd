"""The version before can still run on what a migration leaves; and the linter that says so finds
what it is there for."""

import pytest
from django.db import models
from django.db.migrations import AddField, AlterField, CreateModel, Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from tests.structure.upgrades import faults, faults_of

BEFORE = {
    "id": models.BigAutoField(primary_key=True),
    "words": models.CharField(max_length=20, null=True),
    "rank": models.IntegerField(db_default=0),
    "parent": models.ForeignKey("debates.Comment", models.CASCADE, null=True),
}
MOODS = CreateModel("Mood", [("id", models.BigAutoField(primary_key=True))])
ONE_RANK = models.UniqueConstraint(fields=["rank"], name="one_rank")


def test_the_version_before_can_run_on_every_migration() -> None:
    assert not list(faults())


def found(*operations: Operation) -> list[str]:
    """In a migration of these, after one that made a comment."""
    state = ProjectState()
    state.add_model(ModelState("debates", "Comment", list(BEFORE.items())))
    migration = Migration("0002_next", "debates")
    migration.operations = list(operations)
    return list(faults_of(migration, state))


def alter(name: str, field: models.Field) -> AlterField:
    return AlterField("comment", name, field)


@pytest.mark.parametrize(
    "operation",
    [
        AddField("comment", "mood", models.IntegerField(default=0)),
        AddField("comment", "mood", models.IntegerField(db_default=0, unique=True)),
        ops.RemoveField("comment", "words"),
        ops.RenameField("comment", "words", "text"),
        ops.RenameModel("Comment", "Reply"),
        ops.AddConstraint("comment", ONE_RANK),
        ops.RunSQL("SELECT 1"),
        alter("rank", models.TextField(db_default="")),
        alter("rank", models.IntegerField()),
        alter("rank", models.IntegerField(db_default=0, unique=True)),
        alter("rank", models.IntegerField(db_default=0, db_column="place")),
        alter("words", models.CharField(max_length=20, default="")),
        alter("words", models.CharField(max_length=10, null=True)),
        alter("parent", models.ForeignKey("debates.Essay", models.CASCADE, null=True)),
        ops.SeparateDatabaseAndState([ops.RemoveField("comment", "words")]),
    ],
)
def test_what_the_version_before_would_miss_is_found(operation: Operation) -> None:
    assert len(found(operation)) == 1


@pytest.mark.parametrize(
    "operation",
    [
        AddField("comment", "mood", models.IntegerField(db_default=0)),
        AddField("comment", "mood", models.IntegerField(null=True)),
        alter("rank", models.BigIntegerField(db_default=0)),
        alter("words", models.CharField(max_length=40, null=True)),
        alter("words", models.TextField(null=True)),
        alter("rank", models.IntegerField(db_default=0, null=True)),
        alter("rank", models.IntegerField(db_default=0, help_text="From 1.")),
        ops.AddIndex("comment", models.Index(fields=["rank"], name="by_rank")),
        MOODS,
    ],
)
def test_what_it_can_live_with_is_not(operation: Operation) -> None:
    assert not found(operation)


def test_the_version_before_leaves_empty_what_is_new_and_so_never_writes_it_twice() -> None:
    once = models.UniqueConstraint(fields=["rank", "mood"], name="one_mood")
    assert not found(
        AddField("comment", "mood", models.IntegerField(null=True)),
        ops.AddConstraint("comment", once),
    )
    assert found(
        AddField("comment", "mood", models.IntegerField(db_default=0)),
        ops.AddConstraint("comment", once),
    )


def test_nobody_writes_yet_what_the_migration_itself_made() -> None:
    assert not found(MOODS, AddField("mood", "name", models.TextField()))
