"""A program of the site's: `plant` makes a member with much to erase, whose time has come; `audit`
says as JSON what is left of them, and what is wrong with the numbers of the others."""

import io
import json
import sys

import django

MARK = "zqmark"
COMMENTS = 120  # six batches
ANSWERED = 8  # each so manieth stays as an empty place


def plant() -> None:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from accounts.models import Departure
    from forum.leaving import actions
    from tests import cast

    ines, mei, leaver = (cast.make_user(name) for name in ("ines", "mei", f"{MARK}user"))
    essay = cast.make_article(ines)
    cast.make_comment(mei, cast.make_article(leaver, title=f"{MARK}essay", source=f"A {MARK}body."))
    for number in range(COMMENTS):
        said = cast.make_comment(leaver, essay, "for", None, f"A {MARK}word, {number}.")
        if number % ANSWERED == 0:
            cast.rate(leaver, cast.make_comment(mei, essay, "against", said), True, "against")
    asked = actions.ask(leaver, keeps_texts=False)
    now = timezone.now()
    Departure.objects.filter(pk=asked.pk).update(due_at=now)
    DBTaskResult.objects.filter(task_path__contains="forum.leaving").update(run_after=now)


def audit() -> None:
    from django.core.management import call_command

    from forum.comments.models import Comment
    from forum.search import actions as search
    from tests.leaving.looking import found_in_tables

    # Bare words stay in SQLite's files of the index for a day, if the worker had put them there.
    search.catch_up()
    search.sweep()
    said = io.StringIO()
    call_command("recount", stdout=said)
    wrong = [line for line in said.getvalue().splitlines() if " was " in line]
    left = sorted(".".join(place) for place in found_in_tables(MARK))
    others = Comment.objects.filter(author__username="mei").count()
    print(json.dumps({"wrong": wrong, "left": left, "others": others}))


if __name__ == "__main__":
    django.setup()
    {"plant": plant, "audit": audit}[sys.argv[1]]()
