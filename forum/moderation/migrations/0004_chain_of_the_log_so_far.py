"""Give rules their first wording on record; chain the log so far, state its reasons to those it
concerned, and open the cases of what waits."""

import secrets
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from forum.moderation import cases, chain
from forum.moderation.rulebook import keep_first_wordings


def number_the_log(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    keep_first_wordings(
        apps.get_model("moderation", "Rule"), apps.get_model("moderation", "RuleVersion")
    )
    head, last = chain.START, 0
    log = apps.get_model("moderation", "LogEntry").objects.order_by("id")
    for last, entry in enumerate(log.select_related("comment", "article", "rule"), 1):
        _describe(apps, entry, last)
        entry.record = chain.record_of(entry)
        entry.hash = head = chain.link(head, entry.record)
        entry.save()
        _state_reasons(apps, entry)
    heads = apps.get_model("moderation", "LogHead").objects
    heads.update_or_create(pk=1, defaults={"number": last, "hash": head})


def _describe(apps: Any, entry: Any, number: int) -> None:
    entry.number = number
    entry.salt = secrets.token_hex(16)
    if entry.act in ("lock", "unlock"):
        entry.scope = "debate"
    else:
        entry.scope = "comment" if entry.comment_id else "essay"
    about = entry.comment or entry.article
    entry.member_id = about.author_id if about else None
    if entry.rule:
        versions = apps.get_model("moderation", "RuleVersion").objects
        entry.wording = versions.filter(rule=entry.rule).first()


def _state_reasons(apps: Any, entry: Any) -> None:
    if entry.act == "keep" or entry.member_id in (None, entry.moderator_id):
        return
    apps.get_model("moderation", "Statement").objects.create(
        member_id=entry.member_id,
        entry=entry,
        article_id=entry.article_id,
        comment_id=entry.comment_id,
        text=entry.comment.source if entry.comment else "",
        flagged=entry.flags.exists(),
    )


def open_cases(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    waiting: dict[tuple[int | None, int | None], list[Any]] = {}
    flags = apps.get_model("moderation", "Flag").objects.filter(state="waiting")
    for flag in flags.select_related("rule"):
        article_id = None if flag.comment_id else flag.article_id
        waiting.setdefault((flag.comment_id, article_id), []).append(flag)
    for (comment_id, article_id), found in waiting.items():
        since, harm = min(f.created_at for f in found), max(f.rule.harm for f in found)
        apps.get_model("moderation", "Case").objects.create(
            comment_id=comment_id,
            article_id=article_id,
            harm=harm,
            since=since,
            due_at=since + cases.DUE_WITHIN[harm],
        )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_accountable")]

    operations = [
        migrations.RunPython(number_the_log, migrations.RunPython.noop),
        migrations.RunPython(open_cases, migrations.RunPython.noop),
    ]
