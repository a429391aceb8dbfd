"""Run with a site's settings: prints what is stored, and whatever is wrong with the database."""

import json
from collections.abc import Iterator
from io import StringIO


def stored() -> list[dict[str, object]]:
    """Every comment: whose, with which token and words, where, in the order of its number."""
    from forum.comments.models import Comment

    names = {"author": "author__username", "token": "token", "source": "source"}
    rows = Comment.objects.order_by("number").values("pk", "number", *names.values())
    return [{"pk": row["pk"]} | {k: str(row[v]) for k, v in names.items()} for row in rows]


def faults() -> Iterator[str]:
    """What the database, the kept numbers or the log's chain have wrong with them."""
    from django.core.management import call_command
    from django.db import connection

    told = StringIO()
    call_command("recount", stdout=told)
    if "Numbers mended: 0." not in told.getvalue():
        yield told.getvalue()
    call_command("verify_log", stdout=StringIO())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for pragma in ("integrity_check", "foreign_key_check"):
                cursor.execute(f"PRAGMA {pragma}")
                yield from (str(row) for row in cursor.fetchall() if row != ("ok",))
        cursor.execute(
            "SELECT c.number FROM comments_comment c JOIN articles_article a ON a.id=c.article_id"
            " WHERE c.number > a.last_number"
        )
        yield from (f"number {number} was not given out" for (number,) in cursor.fetchall())


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"stored": stored(), "faults": list(faults())}))
