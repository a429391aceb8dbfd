from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("comments", "0004_answers_in_order"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("parent", None)),
                fields=["article", "position", "-rated_all", "-id"],
                name="comment_roots_rated",
            ),
        ),
    ]
