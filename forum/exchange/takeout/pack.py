"""Writes a member's takeout: JSON for programs, Markdown for people, and their pictures."""

import json
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article, Upload
from forum.comments.models import Comment
from forum.exchange.takeout.parts import PARTS, Part

CHUNK = 500  # rows that are in memory at once

type Told = Callable[[int], None]


def count(member: User) -> int:
    """How many rows there are to write; an essay, a comment and a picture count twice."""
    twice = (Article, Comment, Upload)
    return sum(part.rows(member).count() * (1 + (part.model in twice)) for part in PARTS)


def write(file: IO[bytes], member: User, tell: Told) -> None:
    """Write the ZIP. `tell` is called with the number of rows written since it was called last."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(member))
        for part in PARTS:
            _write_rows(archive, part, member, tell)
        _write_essays(archive, member, tell)
        _write_comments(archive, member, tell)
        _write_pictures(archive, member, tell)


def _readme(member: User) -> str:
    return _(
        "What {name} wrote and did on Counterpoint.\n\n"
        "data/ has a file of JSON for each kind of thing, as a list; times are UTC. An essay is "
        "named by its slug (its address is /articles/SLUG/), a comment by its number (its address "
        "is /comments/NUMBER/), a member by their username.\n"
        "essays/ has each essay as Markdown with its head; `manage.py import_article` reads it.\n"
        "comments.md has every argument and reply, newest last.\n"
        "pictures/ has what was uploaded.\n"
    ).format(name=member)


def _write_rows(archive: zipfile.ZipFile, part: Part, member: User, tell: Told) -> None:
    """A list that is written row by row, however long it is."""
    rows = part.rows(member).values(*part.fields)
    with archive.open(f"data/{part.name.replace(' ', '-')}.json", "w") as out:
        out.write(b"[")
        for n, row in enumerate(rows.iterator(chunk_size=CHUNK)):
            out.write(b",\n" if n else b"\n")
            out.write(json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode())
            tell(1)
        out.write(b"\n]\n")


def _write_essays(archive: zipfile.ZipFile, member: User, tell: Told) -> None:
    rows = Article.objects.filter(author=member).order_by("pk").prefetch_related("tags")
    for article in rows.defer("html", "contents").iterator(chunk_size=CHUNK):
        archive.writestr(f"essays/{article.slug}.md", f"{_head(article)}{article.source}\n")
        tell(1)


def _head(article: Article) -> str:
    fields: dict[str, Any] = {
        "title": article.title,
        "subtitle": article.subtitle,
        "thesis": article.thesis,
        "tags": [tag.name for tag in article.tags.all()],
        "date": article.published_at and article.published_at.date(),
        "draft": not article.was_published,
    }
    said = {name: value for name, value in fields.items() if value}
    import yaml  # its 3 MB, in the processes that pack only

    return f"---\n{yaml.safe_dump(said, allow_unicode=True, sort_keys=False)}---\n\n"


def _write_comments(archive: zipfile.ZipFile, member: User, tell: Told) -> None:
    with archive.open("comments.md", "w") as out:
        for text in _comments(member):
            out.write(text.encode())
            tell(1)


def _comments(member: User) -> Iterator[str]:
    rows = Comment.objects.filter(author=member).order_by("pk").select_related("article")
    for comment in rows.with_article().defer("html").iterator(chunk_size=CHUNK):
        about = _("On ‘{title}’").format(title=comment.article.title)
        line = f"{comment.created_at:%Y-%m-%d %H:%M}, {comment.get_position_display()}"
        yield f"## {about}\n\n{line}, /comments/{comment.pk}/\n\n{comment.source}\n\n"


def _write_pictures(archive: zipfile.ZipFile, member: User, tell: Told) -> None:
    if member.avatar:
        _write_picture(archive, member.avatar)
    for picture in Upload.objects.filter(owner=member).order_by("pk").iterator(chunk_size=CHUNK):
        _write_picture(archive, str(picture.file))
        tell(1)


def _write_picture(archive: zipfile.ZipFile, name: str) -> None:
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            archive.writestr(f"pictures/{name}", file.read())
