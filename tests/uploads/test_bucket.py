"""Pictures in a bucket: kept there, shown from there, and missed there with a sentence."""

from collections.abc import Iterator

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from environ import Env
from moto.server import ThreadedMotoServer

from accounts.models import User
from forum.articles.actions.upload import delete_upload
from forum.articles.models import Upload
from forum.uploads.configuration import Uploads, from_environment
from tests import cast
from tests.articles.test_pictures import ALT, picture, upload


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """A store that speaks S3, with an empty bucket; its address and port."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    about = {"aws_access_key_id": "key", "aws_secret_access_key": "se/cret"}
    boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1", **about
    ).create_bucket(Bucket="pictures")
    yield f"{host}:{port}"
    server.stop()


def uploads_in(address: str, monkeypatch: pytest.MonkeyPatch, public: str = "") -> Uploads:
    monkeypatch.setenv("UPLOADS_URL", address)
    monkeypatch.setenv("UPLOADS_PUBLIC_URL", public)
    return from_environment(Env())


@pytest.fixture
def bucket(settings: object, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.UPLOADS = uploads_in(f"s3+http://key:se%2Fcret@{store}/pictures", monkeypatch)
    settings.STORAGES = settings.STORAGES | {"default": settings.UPLOADS.storage}


@pytest.mark.usefixtures("bucket")
def test_a_picture_is_kept_in_the_bucket_and_shown_at_its_usual_address(
    author: User, client: Client
) -> None:
    kept = upload(author, picture())
    assert kept.file.url == f"/uploads/{kept.file.name}"
    assert f"](/uploads/{kept.file.name})" in kept.markdown
    response = client.get(kept.file.url)
    with default_storage.open(kept.file.name) as stored:
        assert b"".join(response.streaming_content) == stored.read()
    response.close()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.usefixtures("bucket")
def test_a_picture_taken_off_the_site_leaves_the_bucket(
    author: User, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    kept = upload(author, picture(size=(9, 9)))
    url = kept.file.url
    with django_capture_on_commit_callbacks(execute=True):
        delete_upload(kept)
    assert client.get(url).status_code == 404


def test_the_bucket_shows_its_pictures_itself_where_it_may(
    settings: object, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = "https://pictures.example/forum/"
    settings.UPLOADS = uploads_in("s3://key:secret@store.example/forum", monkeypatch, public)
    response = client.get("/uploads/2026/11/ab12.png")
    assert response.status_code == 301
    assert response["Location"] == "https://pictures.example/forum/2026/11/ab12.png"
    assert settings.UPLOADS.origins == ["https://pictures.example"]


def test_a_bucket_that_does_not_answer_says_so_and_keeps_nothing(
    settings: object, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = uploads_in("s3+http://key:secret@127.0.0.1:1/pictures", monkeypatch)
    settings.STORAGES = settings.STORAGES | {"default": found.storage}
    client = cast.client_of(author)
    client.raise_request_exception = False  # the site's own answer to it
    sent = {"file": SimpleUploadedFile("a.png", picture()), "alt": ALT}
    response = client.post("/articles/pictures/", sent)
    assert response.status_code == 503
    assert "Retry-After" in response.headers
    assert not Upload.objects.exists()


def test_an_address_that_names_no_bucket_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("s3://key:secret@host", "https://host/bucket", "s3:///bucket"):
        with pytest.raises(ImproperlyConfigured, match="UPLOADS_URL"):
            uploads_in(wrong, monkeypatch)
