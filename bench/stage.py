"""A site of its own for a benchmark: a folder and an empty database (or the one that DATABASE_URL
names), with members and debates of a given size. Import it before anything of Django."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from accounts.models import User
    from forum.articles.models import Article
    from forum.comments.models import Comment
    from forum.moderation.actions.record import Decision

FOLDER = Path(tempfile.mkdtemp(prefix="counterpoint-bench-"))
BATCH = 500
ESSAY = "A fine teaches people to stay away.\n\n" * 40  # about 1,500 words of page
WORDS = "We dropped fines in {n}, and by autumn the returns had not changed. I kept the tally."


def set_up(port: int = 8000) -> None:
    """Point the settings at the folder, and make the tables."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "forum.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "BIND": f"127.0.0.1:{port}",
        "VAR_DIR": str(FOLDER),
        "LOG_LEVEL": "ERROR",
    }
    django.setup()
    from django.core.management import call_command

    call_command("prepare")


def members(name: str, how_many: int) -> "list[User]":
    """Members without a password: they are logged in by their session."""
    from accounts import names
    from accounts.models import User

    people = (f"{name}{n}" for n in range(how_many))
    rows = [User(username=who, username_key=names.key(who), password="!") for who in people]
    return User.objects.bulk_create(rows, batch_size=BATCH)


def essay(author: "User", title: str) -> "Article":
    from forum.articles.actions.draft import save_draft
    from forum.articles.actions.publish import publish
    from forum.articles.manuscript import Manuscript

    thesis = "Libraries should never fine a reader for bringing a book back late."
    return publish(author, save_draft(author, Manuscript(title=title, thesis=thesis, source=ESSAY)))


def debate(article: "Article", authors: "list[User]", how_many: int) -> "list[Comment]":
    """So many more comments, from both sides and in threads, by these authors in turn: a sixth of
    them begin a thread, the others answer one another in it."""
    from forum.articles.models import Article
    from forum.comments.actions.recount import recount
    from forum.comments.models import Comment

    first = Article.objects.values_list("last_number", flat=True).get(pk=article.pk) + 1
    roots: list[Comment] = []
    for n in range(first, first + how_many, 6):
        roots.append(_comment(article, authors[n % len(authors)], n, None))
    Comment.objects.bulk_create(roots, batch_size=BATCH)
    made, level = [*roots], roots
    for step in range(1, 6):
        level = [
            _comment(article, authors[(c.number + 1) % len(authors)], c.number + 1, c)
            for c in level
            if (c.number + 1 - first) < how_many and (c.number + 1 - first) % 6 == step
        ]
        made += Comment.objects.bulk_create(level, batch_size=BATCH)
    recount(article)
    return made


def _comment(article: "Article", author: "User", n: int, parent: "Comment | None") -> "Comment":
    from uuid import uuid4

    from forum.comments import tree
    from forum.comments.models import Comment

    return Comment(
        article=article,
        author=author,
        number=n,
        parent=parent,
        path=tree.child_path(parent.path if parent else "", n),
        depth=parent.depth + 1 if parent else 1,
        position=("for", "against", "neutral")[n % 3],
        source=WORDS.format(n=n),
        html=f"<p>{WORDS.format(n=n)}</p>",
        token=uuid4(),
    )


def decision() -> "Decision":
    """A moderator's, on a flood."""
    from accounts.models import User
    from forum.moderation.actions.record import Decision
    from forum.moderation.models import Rule

    about = {"role": "moderator", "password": "!"}
    wilma, _new = User.objects.get_or_create(username="wilma", username_key="wilma", defaults=about)
    return Decision(wilma, Rule.objects.get(slug="spam"), "A flood of advertisements.")
