"""The version before can still run on what a migration leaves: a deploy replaces copy by copy.

Written here, for the linters there are ask about PostgreSQL's locks and not about a default in the
database, by which the older code goes on inserting rows without the new column.
"""

from collections.abc import Iterator

import pytest
from django.db import connection, models
from django.db.migrations import AddField, CreateModel, Migration
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = {"accounts", "articles", "comments", "moderation", "notifications", "pages", "stances"}
# The last of each app that nobody ran in earnest before issue 5: there was no version before.
FIRST = {
    **{"accounts": 2, "articles": 2, "comments": 6},
    **{"moderation": 7, "notifications": 3, "pages": 1, "stances": 3},
}
# What the code before would miss: its columns, tables and names.
TAKES_AWAY = (
    *(ops.RemoveField, ops.RenameField, ops.DeleteModel, ops.RenameModel),
    *(ops.AlterModelTable, ops.AlterUniqueTogether),
)


def fault(operation: Operation) -> str:
    """Why the version before could not run on what it leaves, or ''."""
    if isinstance(operation, TAKES_AWAY):
        return "takes away what the version before asks for"
    if isinstance(operation, AddField) and not _fills_itself(operation.field):
        return "adds a column that the version before cannot fill: null, or db_default"
    return ""


def _fills_itself(field: models.Field) -> bool:
    return bool(field.many_to_many or field.null or field.has_db_default())


def new_migrations() -> Iterator[Migration]:
    for (app, name), migration in MigrationLoader(connection).disk_migrations.items():
        if app in OURS and int(name[:4]) > FIRST[app]:
            yield migration


def test_the_version_before_can_run_on_every_migration(db: None) -> None:
    faults = [
        f"{migration}: {operation.describe()}: {found}"
        for migration in new_migrations()
        for operation in migration.operations
        if (found := fault(operation))
    ]
    assert not faults


@pytest.mark.parametrize(
    ("operation", "is_fine"),
    [
        (AddField("comment", "mood", models.IntegerField(default=0)), False),
        (AddField("comment", "mood", models.IntegerField(db_default=0)), True),
        (AddField("comment", "mood", models.IntegerField(null=True)), True),
        (ops.RemoveField("comment", "mood"), False),
        (ops.RenameField("comment", "mood", "temper"), False),
        (CreateModel("Mood", [("id", models.BigAutoField(primary_key=True))]), True),
    ],
)
def test_what_the_version_before_would_miss_is_found(operation: Operation, is_fine: bool) -> None:
    assert (fault(operation) == "") is is_fine
