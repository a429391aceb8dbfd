"""Give the site its first six rules."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from forum.moderation.rulebook import write_missing


def write(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    write_missing(apps.get_model("moderation", "Rule"))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
