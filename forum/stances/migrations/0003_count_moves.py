"""Fill what essays keep of their readers' stances, which was counted on each view before."""

from django.db import migrations
from django.db.models import Count


def count_moves(apps, schema_editor):
    moves = {}
    rows = apps.get_model("stances", "Stance").objects.order_by()
    for article, first, now, readers in rows.values_list("article", "first", "now").annotate(
        readers=Count("id")
    ):
        moves.setdefault(article, {}).setdefault(first, {})[now] = readers
    apps.get_model("stances", "Tally").objects.bulk_create(
        [apps.get_model("stances", "Tally")(article_id=pk, moves=m) for pk, m in moves.items()],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["moves"],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [("stances", "0002_deltas_and_claims")]

    operations = [migrations.RunPython(count_moves, migrations.RunPython.noop)]
