"""`manage.py prepare` makes an empty folder into a site, and leaves a site as it is."""

from pathlib import Path

from django.core.management import call_command

from accounts.models import User


def test_preparing_again_keeps_what_is_there(
    author: User, settings: object, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("prepare")
    call_command("prepare")
    assert (tmp_path / "static/css/base.css").is_file()
    assert User.objects.get() == author
