"""The sheets of a page, joined for a real site as they are linked to one by one in development."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client
from rcssmin import cssmin

from forum.articles.models import Article
from forum.statics import SHEETS


@pytest.fixture
def collected(settings: object, tmp_path: Path) -> Path:
    """The static files of a real site."""
    kept = {"BACKEND": "forum.statics.JoinedStorage"}
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": kept}
    # Without the administration's: compressing its hundreds of files would take a minute.
    leave_out = ["admin", "mfa", "usersessions", "account", "socialaccount"]
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=leave_out)
    return tmp_path


def test_a_joined_sheet_says_what_its_parts_say_in_their_order(collected: Path) -> None:
    for name, parts in SHEETS.items():
        sources = [Path(str(finders.find(f"css/{part}.css"))).read_text() for part in parts]
        assert (collected / f"css/joined/{name}.css").read_text() == cssmin("\n".join(sources))


def test_a_page_links_to_what_is_joined_and_all_of_it_is_there_compressed(
    db: None, collected: Path
) -> None:
    page = Client().get("/").text
    assert staticfiles_storage.url("css/joined/site.css") in page
    assert "css/tokens" not in page
    sheet = staticfiles_storage.stored_name("css/joined/reading.css")
    assert (collected / f"{sheet}.br").stat().st_size < (collected / sheet).stat().st_size / 3
    script = (collected / staticfiles_storage.stored_name("js/debate.js")).read_text()
    assert staticfiles_storage.stored_name("js/argument.js").removeprefix("js/") in script


def test_the_sheets_and_scripts_of_an_essay_are_light(article: Article, collected: Path) -> None:
    page = Client().get(article.get_absolute_url()).text
    linked = {*re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page)}
    scripts = _with_imports(collected, {name for name in linked if name.endswith(".js")})
    assert 0 < sum(_sent(collected / name) for name in linked if name.endswith(".css")) < 15_000
    assert 0 < sum(_sent(collected / name) for name in scripts) < 25_000
    assert len(scripts) > 5


def _sent(file: Path) -> int:
    """Its bytes on the way to a browser that takes brotli."""
    packed = file.with_name(f"{file.name}.br")
    return (packed if packed.exists() else file).stat().st_size


def _with_imports(folder: Path, scripts: set[str]) -> set[str]:
    """The scripts and those that they load, and so on."""
    found, to_read = set(scripts), [*scripts]
    while to_read:
        name = to_read.pop()
        source = (folder / name).read_text()
        imported = re.findall(r'from "\./([^"]+)"|import "\./([^"]+)"', source)
        new = {f"{name.rpartition('/')[0]}/{a or b}" for a, b in imported} - found
        found |= new
        to_read += new
    return found
