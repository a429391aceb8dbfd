"""The list of what the index has not followed yet, the index, and the triggers that fill the list.

The index is the database's own and no model's, so it is made by hand: it is read by this app only,
and can be made anew from the essays and comments at any time. The version before writes on as it
did; that the triggers note it harms nothing.
"""

from django.db import migrations, models
from django.db.models.functions import Now

from forum.search import installing


def make_index(apps, schema_editor):
    installing.install()


def drop_index(apps, schema_editor):
    installing.remove()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0002_claims_and_passages"),
        ("comments", "0009_own"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("article", "Article"), ("comment", "Comment"), ("sweep", "Sweep")],
                        max_length=7,
                    ),
                ),
                ("ref", models.BigIntegerField(db_default=0)),
                ("whole", models.BooleanField(db_default=False)),
                ("after", models.BigIntegerField(db_default=0)),
                ("at", models.DateTimeField(db_default=Now())),
            ],
            options={
                "indexes": [models.Index(fields=["whole", "id"], name="search_next")],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
