"""A member takes away everything of theirs, and only that."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from accounts import actions as people
from accounts.models import Takeout, User
from forum import settings as site
from forum.articles.actions.upload import save_upload
from forum.articles.models import Article
from forum.bookmarks.actions import keep
from forum.exchange.readers import markdown
from forum.exchange.takeout.parts import LEFT_OUT, PARTS
from forum.worker import Worker
from tests.cast import client_of, make_article, make_comment, make_delta

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes old connections
PAGE = "/members/me/data/"
WORDS = "Counted at the desk, by hand, in spring."


@pytest.fixture(autouse=True)
def _real_queue(settings: Any) -> None:
    settings.TASKS = site.TASKS


def work() -> None:
    Worker("here/worker-0").do_what_is_ready()


def fetched(reader: Client) -> zipfile.ZipFile:
    """Ask for it, let the worker make it, and download it."""
    assert reader.post(PAGE).url == PAGE
    work()
    answer = reader.get(f"{PAGE}download/")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read(f"data/{name}.json"))
    return found


def test_what_one_wrote_and_did_is_in_it(
    author: User, member: User, article: Article, reader2: User
) -> None:
    theirs = make_comment(reader2, article, "against", None, "Not so, say I.")
    mine = make_comment(member, article, "for", theirs, WORDS)
    make_delta(member, theirs)
    people.mute(member, author)
    keep(member, article, theirs, "To answer tonight.")
    archive = fetched(client_of(member))
    assert archive.testzip() is None
    assert [row["source"] for row in rows(archive, "comments")] == [WORDS]
    assert f"/comments/{mine.pk}/" in archive.read("comments.md").decode()
    assert [row["comment_id"] for row in rows(archive, "what-moved-you")] == [theirs.pk]
    assert [row["muted__username"] for row in rows(archive, "whom-you-mute")] == [author.username]
    assert [row["note"] for row in rows(archive, "bookmarks")] == ["To answer tonight."]
    assert rows(archive, "account")[0]["username"] == member.username


def test_it_is_in_the_words_of_whose_it_is(member: User, article: Article) -> None:
    make_comment(member, article)
    User.objects.filter(pk=member.pk).update(language="de")
    archive = fetched(client_of(member))
    assert archive.read("README.txt").decode().startswith("Was Gregor")
    assert f"Zu „{article.title}“" in archive.read("comments.md").decode()


def test_nothing_that_another_wrote_is_in_it(member: User, article: Article, reader2: User) -> None:
    mine = make_comment(member, article, "for")
    make_comment(reader2, article, "against", mine, "A word of another’s.")
    people.mute(reader2, member)
    archive = fetched(client_of(member))
    everything = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert "A word of another’s." not in everything
    assert rows(archive, "whom-you-mute") == []


def test_no_secret_is_in_it(member: User) -> None:
    archive = fetched(client_of(member))
    everything = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert member.password not in everything
    assert "session_key" not in everything


def test_an_essay_is_read_again_as_it_was(author: User) -> None:
    title = "Fines: “a tax” on the forgetful – no?"
    essay = make_article(author, title=title, tags=("Libraries", "Города"))
    text = fetched(client_of(author)).read(f"essays/{essay.slug}.md").decode()
    reading = markdown.read(text, PurePath("essay.md"))
    assert reading.title == title
    assert reading.thesis == essay.thesis
    assert {*reading.tags} == {"Libraries", "Города"}
    assert reading.source.split() == essay.source.split()


def test_pictures_are_in_it(author: User) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(drawn, "PNG")
    sent = SimpleUploadedFile("desk.png", drawn.getvalue())
    picture = save_upload(author, sent, "A desk", "Where it was counted")
    archive = fetched(client_of(author))
    inside = archive.read(f"pictures/{picture.file.name}")
    assert Image.open(io.BytesIO(inside)).size == (3, 2)


def test_one_is_made_at_a_time_and_the_page_says_how_far_it_is(member: User) -> None:
    reader = client_of(member)
    assert "Make it" in reader.get(PAGE).text
    reader.post(PAGE)
    assert "made in a moment" in reader.get(PAGE).text
    Takeout.objects.update(total=200, done=50)
    assert "25 %" in reader.get(PAGE, headers={"HX-Request": "true"}).text
    refused = reader.post(PAGE)
    assert refused.status_code == 409
    assert "being made already" in refused.text
    assert reader.get(f"{PAGE}download/").status_code == 404
    work()
    assert "Download the ZIP file" in reader.get(PAGE).text


def test_a_new_one_takes_the_place_of_the_old_file(member: User) -> None:
    reader = client_of(member)
    fetched(reader)
    first = Takeout.objects.get().file
    fetched(reader)
    second = Takeout.objects.get().file
    assert first != second
    assert not default_storage.exists(first)
    assert default_storage.exists(second)


def test_after_a_week_it_is_gone(member: User) -> None:
    reader = client_of(member)
    fetched(reader)
    name = Takeout.objects.get().file
    left = DBTaskResult.objects.all()
    assert [task.run_after > timezone.now() + timedelta(days=6) for task in left] == [True]
    left.update(run_after=timezone.now())
    work()
    assert not default_storage.exists(name)
    assert reader.get(f"{PAGE}download/").status_code == 404
    assert "Make it" in reader.get(PAGE).text


def test_a_worker_killed_in_the_middle_leaves_no_file_behind(
    member: User, settings: Any, tmp_path: Path
) -> None:
    reader = client_of(member)
    reader.post(PAGE)
    half = default_storage.save("takeouts/half.zip", SimpleUploadedFile("half.zip", b"half"))
    Takeout.objects.update(file=half, total=10)
    work()
    assert [path.name for path in Path(settings.MEDIA_ROOT).glob("takeouts/*")] == [
        PurePath(Takeout.objects.get().file).name
    ]


def test_nobody_else_gets_it_by_whatever_address(
    client: Client, author: User, member: User
) -> None:
    fetched(client_of(member))
    assert client_of(author).get(f"{PAGE}download/").status_code == 404
    assert client.get(f"{PAGE}download/").status_code == 302
    assert client.get(f"/uploads/{Takeout.objects.get().file}").status_code == 404


def test_a_longer_life_costs_no_query_for_each_thing(author: User, member: User) -> None:
    essay, reader = make_article(author), client_of(member)
    taken = []
    for _ in range(3):
        for _ in range(5):
            make_comment(member, essay)
        with CaptureQueriesContext(connection) as queries:
            fetched(reader)
        taken.append(len(queries))
        Takeout.objects.all().delete()
        DBTaskResult.objects.all().delete()
    assert taken[1] == taken[2]  # the first asked a little more, being the first


def test_every_table_that_points_at_a_member_is_in_it_or_says_why_not() -> None:
    def label(model: type[Model]) -> str:
        return model._meta.label

    taken = {(label(part.model), part.by) for part in PARTS}
    pointing = {
        (label(relation.related_model), relation.field.name)
        for relation in User._meta.related_objects
    }
    assert pointing - taken - {*LEFT_OUT} == {("accounts.Takeout", "member")}
    assert not {*LEFT_OUT} - pointing
