"""What the gate notes of each comment, and the phrases a new site starts with."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from forum.moderation.wordlist import write_missing


def write_phrases(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    write_missing(apps.get_model("moderation", "Phrase"), apps.get_model("moderation", "Rule"))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_claims_and_passages'),
        ('comments', '0004_held_and_locked_threads'),
        ('moderation', '0005_log_without_gaps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='phrase',
            name='text',
            field=models.CharField(max_length=500),
        ),
        migrations.AddField(
            model_name='phrase',
            name='changed_at',
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=32)),
                ('is_new', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='articles.article')),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='postings', to=settings.AUTH_USER_MODEL)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='posting', to='comments.comment')),
            ],
            options={
                'indexes': [models.Index(fields=['author', 'at'], name='posting_by_author'), models.Index(fields=['mark', 'at'], name='posting_by_mark'), models.Index(fields=['is_new', 'at'], name='posting_of_new'), models.Index(fields=['article', 'is_new', 'at'], name='posting_of_new_here')],
            },
        ),
        migrations.RunPython(write_phrases, migrations.RunPython.noop),
    ]
