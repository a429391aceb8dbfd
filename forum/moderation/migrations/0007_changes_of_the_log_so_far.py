"""Write what earlier acts made of comments, so that they too can be undone, appealed and counted."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AFTER = {"hide": "hidden", "remove": "removed", "restore": "visible"}


def write_changes(apps: Any, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Each comment was visible at first; the log says what followed."""
    states: dict[int, str] = {}
    changes = apps.get_model("moderation", "Change").objects
    log = apps.get_model("moderation", "LogEntry").objects.filter(scope="comment", act__in=AFTER)
    for entry in log.exclude(comment=None).order_by("number"):
        before = states.get(entry.comment_id, "visible")
        after = states[entry.comment_id] = AFTER[entry.act]
        if before != after:
            changes.get_or_create(
                entry=entry,
                comment_id=entry.comment_id,
                defaults={"before": before, "after": after},
            )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0006_what_came_through_the_gate")]

    operations = [migrations.RunPython(write_changes, migrations.RunPython.noop)]
