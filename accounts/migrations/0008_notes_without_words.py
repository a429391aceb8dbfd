from typing import Any

from django.db import migrations


def forget_words(apps: Any, schema_editor: Any) -> None:
    """What administrators did was noted with titles and first words, which stayed when their
    author left. What the operator wrote, and members, who go with their notes, are left."""
    notes = apps.get_model("admin", "LogEntry").objects.using(schema_editor.connection.alias)
    notes = notes.filter(content_type__app_label__in=("articles", "comments", "stances", "moderation"))
    notes.exclude(content_type__model__in=("rule", "phrase")).update(object_repr="")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_leaving"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forget_words, migrations.RunPython.noop, elidable=True)]
