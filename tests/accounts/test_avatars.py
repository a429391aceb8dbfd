"""A member's picture: only what is one comes in, and a drawing stands where there is none."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts import actions
from accounts.models import User
from accounts.portraits import drawn
from forum.uploads import imaging
from tests.articles.test_pictures import picture
from tests.cast import client_of

HERE = "/members/me/"
MARK = '<img class="portrait" src="/uploads/'

pytestmark = pytest.mark.django_db


def sent(content: bytes, name: str = "me.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def post(member: User, content: bytes, name: str = "me.png") -> object:
    return client_of(member).post(HERE, {"section": "picture", "file": sent(content, name)})


def stored(settings: object) -> list[Path]:
    folder = Path(settings.MEDIA_ROOT)
    return [file for file in folder.rglob("*") if file.is_file()] if folder.exists() else []


def shown(member: User) -> Image.Image:
    with default_storage.open(User.objects.get(pk=member.pk).avatar) as file:
        return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_of_four_kinds_becomes_a_small_square(
    member: User, kind: str, settings: object
) -> None:
    answer = post(member, picture(kind, (600, 200)), "../../me.exe")
    assert answer.url == f"{HERE}?saved=picture#picture"
    assert (shown(member).size, shown(member).format) == ((256, 256), "WEBP")
    (file,) = stored(settings)
    assert re.fullmatch(r"[0-9a-f]{24}\.webp", file.name)


def test_the_middle_is_kept_upright_and_nothing_the_camera_wrote(member: User) -> None:
    image = Image.new("RGB", (300, 100), "white")
    image.paste("black", (100, 0, 200, 100))
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"secret")
    post(member, out.getvalue() + b"<script>secret</script>")
    kept = shown(member)
    assert kept.convert("L").getextrema()[1] < 99
    assert not kept.getexif()
    with default_storage.open(User.objects.get(pk=member.pk).avatar) as file:
        assert b"ecret" not in file.read()


def test_of_a_moving_picture_the_first_frame_is_kept_and_transparency(member: User) -> None:
    frames = [Image.new("RGBA", (40, 40), colour) for colour in ((255, 0, 0, 0), "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], disposal=2)
    post(member, out.getvalue())
    kept = shown(member)
    assert not getattr(kept, "is_animated", False)
    assert kept.mode == "RGBA"
    assert kept.getpixel((128, 128))[3] == 0


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'
)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (SVG, "me.svg", "not a picture that can be shown"),
        (SVG, "me.png", "not a picture that can be shown"),
        (b"GIF89a<script>alert(1)</script>", "me.gif", "not a picture that can be shown"),
        (picture()[:60], "half.png", "not a picture that can be shown"),
        (picture("BMP"), "me.png", "not a picture that can be shown"),
        (picture(size=(12_001, 1)), "strip.png", "at most 40 megapixels"),
        (b"", "empty.png", "empty"),
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field(
    member: User, settings: object, content: bytes, name: str, sentence: str
) -> None:
    answer = post(member, content, name)
    assert answer.status_code == 400
    section = answer.text.partition('<section id="picture"')[2].partition("</section>")[0]
    assert sentence in section
    assert not stored(settings)


def test_a_form_without_a_picture_and_one_that_is_too_heavy_are_refused(
    member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Choose a picture first." in client_of(member).post(HERE, {"section": "picture"}).text
    monkeypatch.setattr(imaging, "BYTES_MAX", 50)
    assert "Make it smaller first." in post(member, picture()).text


def test_the_one_before_goes_when_another_comes_and_when_it_is_removed(
    member: User, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            actions.set_avatar(member, sent(picture()))
        assert [file.name for file in stored(settings)] == [member.avatar]
    with django_capture_on_commit_callbacks(execute=True):
        client_of(member).post(HERE, {"section": "no-picture"})
    assert not stored(settings)
    assert User.objects.get(pk=member.pk).avatar == ""


@pytest.mark.django_db(transaction=True)
def test_what_fails_loses_nothing_and_leaves_nothing(
    member: User, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.set_avatar(member, sent(picture()))
    before = member.avatar
    with transaction.atomic():
        actions.remove_avatar(member)
        transaction.set_rollback(True)
    assert default_storage.exists(before)
    User.objects.filter(pk=member.pk).delete()  # meanwhile
    with pytest.raises(User.DoesNotExist):
        actions.set_avatar(member, sent(picture()))
    assert [file.name for file in stored(settings)] == [before]


def test_who_may_not_write_may_not_show_a_picture_but_take_theirs_away(member: User) -> None:
    actions.set_avatar(member, sent(picture()))
    until = timezone.now() + timedelta(days=1)
    User.objects.filter(pk=member.pk).update(silenced_until=until)
    assert post(member, picture()).status_code == 403
    client_of(member).post(HERE, {"section": "no-picture"})
    assert User.objects.get(pk=member.pk).avatar == ""


def test_it_stands_on_the_page_and_above_and_nobody_else_s_does(
    client: Client, member: User, reader2: User, article: object
) -> None:
    post(member, picture())
    assert client.get("/members/gregor/").text.count(MARK) == 1
    mine = client_of(member)
    for url in ("/", article.get_absolute_url()):
        assert mine.get(url).text.count(MARK) == 1, url
        assert MARK not in client.get(url).text
        assert MARK not in client_of(reader2).get(url).text


def test_it_is_served_as_what_it_is(client: Client, member: User) -> None:
    post(member, picture())
    answer = client.get(default_storage.url(User.objects.get(pk=member.pk).avatar))
    assert (answer["Content-Type"], answer.status_code) == ("image/webp", 200)
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    answer.close()


def test_moderators_clear_it_with_the_profile(member: User, administrator: User) -> None:
    post(member, picture())
    actions.clear_profile(administrator, User.objects.get(pk=member.pk))
    assert User.objects.get(pk=member.pk).avatar == ""


def test_the_drawing_is_everybody_s_own_and_stays(client: Client, member: User) -> None:
    assert drawn(7) == drawn(7)
    assert len({drawn(number) for number in range(300)}) > 280
    page = client.get("/members/gregor/").text
    assert f'd="{drawn(member.pk).dark}"' in page
    assert "http" not in "".join(drawn(7))


def test_a_drawing_has_no_hue_and_no_shape_that_means_a_position() -> None:
    """A disc is four quarters of a circle, a diamond four halves of a square: two at most."""
    for number in range(200):
        shapes = drawn(number)
        assert "".join(shapes).count("A4 4") <= 2
        assert shapes.dark.count("z") == 1
