"""A comment's parent is found by `comment_rebuttals`, so the index of its own goes. By hand, because
Django would write the whole table anew on SQLite."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "comments_comment"


def drop_index(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        kept = schema_editor.connection.introspection.get_constraints(cursor, TABLE)
    for name, each in kept.items():
        if each["index"] and each["columns"] == ["parent_id"]:
            schema_editor.execute(f'DROP INDEX "{name}"')


def make_index(apps, schema_editor):
    schema_editor.execute(f"CREATE INDEX {TABLE}_parent_id_again ON {TABLE} (parent_id)")


class Migration(migrations.Migration):

    dependencies = [("comments", "0007_blocks")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop_index, make_index)],
            [
                migrations.AlterField(
                    "comment",
                    "parent",
                    models.ForeignKey(
                        "comments.comment",
                        django.db.models.deletion.PROTECT,
                        null=True,
                        blank=True,
                        related_name="replies",
                        db_index=False,
                    ),
                )
            ],
        )
    ]
