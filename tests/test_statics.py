"""The sheets of a page, joined for a real site as they are linked to one by one in development."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client
from rcssmin import cssmin

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
