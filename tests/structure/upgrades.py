"""The linter of migrations: can the version before still run on what each of them leaves? A deploy
replaces copy by copy, and for a while both versions write.

    DJANGO_SETTINGS_MODULE=tests.settings python -m tests.structure.upgrades

Written here, for django-migration-linter reads the SQL of one engine, where SQLite makes every
changed table anew, whatever was changed; Django's operations say the same on both.
"""

import sys
from collections.abc import Iterator

from django.db import models
from django.db.migrations import AddField, AlterField, CreateModel, Migration
from django.db.migrations import operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# The last of each app that nobody ran in earnest before issue 5: there was no version before.
FIRST = {
    **{"accounts": 2, "articles": 2, "comments": 6},
    **{"moderation": 7, "notifications": 3, "pages": 1, "stances": 3},
}
# What the code before would miss: its columns, tables and names.
TAKES_AWAY = (
    *(ops.RemoveField, ops.RenameField, ops.DeleteModel, ops.RenameModel, ops.AlterModelTable),
    *(ops.AlterUniqueTogether, ops.AlterOrderWithRespectTo, ops.RemoveConstraint),
)
# Constraints that the version before keeps without knowing of them, and why.
KEPT_ANYWAY = {
    "watch_one_thing": "it writes a person, always, and nothing into the new columns",
    # Made anew under the same name, of the rows alone that had something to repeat.
    **dict.fromkeys(
        [f"watch_{what}_once" for what in ("person", "tag", "article", "thread")],
        "it writes each once, as before, and leaves a conflict to whichever constraint there is",
    ),
}
OF_CONSTRAINTS = (ops.AddConstraint, ops.RemoveConstraint)
# Columns that hold all that the narrower one does.
WIDER = {
    ("SmallIntegerField", "IntegerField"),
    ("IntegerField", "BigIntegerField"),
    ("PositiveSmallIntegerField", "PositiveIntegerField"),
    ("PositiveIntegerField", "PositiveBigIntegerField"),
    ("CharField", "TextField"),
}


def faults() -> Iterator[str]:
    """Of every migration of ours that is newer than `FIRST`."""
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        is_ours = migration.__module__.startswith(("accounts.", "forum."))
        if is_ours and int(name[:4]) > FIRST.get(app, 0):
            yield from faults_of(migration, loader.project_state((app, name), at_end=False))


def faults_of(migration: Migration, before: ProjectState) -> Iterator[str]:
    """`before` is what the migrations until then made of the models."""
    state, new, empty = before.clone(), set(), set()
    for operation in _flat(migration.operations):
        if isinstance(operation, CreateModel):
            new.add(operation.name_lower)
        if isinstance(operation, AddField) and operation.field.null:
            empty.add((operation.model_name_lower, operation.name))
        is_new = getattr(operation, "model_name_lower", None) in new  # so nobody writes it yet
        is_kept = isinstance(operation, OF_CONSTRAINTS) and _is_kept(operation, empty)
        if not (is_new or is_kept) and (found := fault(operation, state, migration.app_label)):
            yield f"{migration}: {operation.describe()}: {found}"
        operation.state_forwards(migration.app_label, state)


def _is_kept(
    operation: ops.AddConstraint | ops.RemoveConstraint, empty: set[tuple[str, str]]
) -> bool:
    """Does the version before keep it? It leaves new columns empty, and empty ones may repeat."""
    if isinstance(operation, ops.RemoveConstraint):
        return operation.name in KEPT_ANYWAY
    constraint, model = operation.constraint, operation.model_name_lower
    is_unique = isinstance(constraint, models.UniqueConstraint)
    may_repeat = is_unique and constraint.nulls_distinct is not False
    is_empty = may_repeat and any((model, name) in empty for name in constraint.fields)
    return is_empty or constraint.name in KEPT_ANYWAY


def _flat(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, ops.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def fault(operation: Operation, state: ProjectState, app: str) -> str:
    """Why the version before could not run on what it leaves, or ''."""
    if isinstance(operation, TAKES_AWAY):
        return "takes away what the version before asks for"
    if isinstance(operation, ops.AddConstraint):
        return "forbids what the version before may write"
    if isinstance(operation, ops.RunSQL):
        return "nobody can look into SQL: say it with Django's operations"
    if isinstance(operation, AddField) and not _fills_itself(operation.field):
        return "adds a column that the version before cannot fill: null, or db_default"
    if isinstance(operation, AlterField):
        was = state.models[app, operation.model_name_lower].fields[operation.name]
        return altered(was, operation.field)
    return ""


def _fills_itself(field: models.Field) -> bool:
    is_free = field.null or field.has_db_default()
    return bool(field.many_to_many or (is_free and not field.unique) or field.null)


def altered(was: models.Field, now: models.Field) -> str:
    """What a changed column asks of the version before that it does not know of, or ''."""
    kinds = (was.get_internal_type(), now.get_internal_type())
    if kinds[0] != kinds[1] and kinds not in WIDER:
        return f"makes a {kinds[1]} of a {kinds[0]}"
    if (now.max_length or 0) < (was.max_length or 0) and kinds[1] != "TextField":
        return "holds less than the version before may write"
    if was.null and not now.null:
        return "wants a value where the version before writes none"
    if now.unique and not was.unique:
        return "wants one of each where the version before may write two"
    if was.has_db_default() and not now.has_db_default():
        return "takes the default away by which the version before fills it"
    if was.db_column != now.db_column or (was.remote_field and _target(was) != _target(now)):
        return "is another column, or points elsewhere"
    return ""


def _target(field: models.Field) -> str:
    return str(field.remote_field.model).lower() if field.remote_field else ""


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit("\n".join(faults()) or None)
