"""What readers had seen, they had reached: nothing old is new to them after the update."""

from django.db import migrations, models


def reached_is_seen(apps, schema_editor):
    apps.get_model("comments", "Visit").objects.update(reached_number=models.F("seen_number"))


class Migration(migrations.Migration):

    dependencies = [("comments", "0002_debate")]

    operations = [migrations.RunPython(reached_is_seen, migrations.RunPython.noop)]
