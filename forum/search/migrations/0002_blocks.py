"""Each entry of the index is marked with the blocks it is in, so all texts are gone through again.

Until the worker has, what it has not come to is found on no database by the new version; the
version before goes on finding all.
"""

from django.db import migrations

from forum.search import installing


def note_all(apps, schema_editor):
    installing.note_all()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(note_all, migrations.RunPython.noop)]
