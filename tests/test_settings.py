"""What the operator decides by the environment, and what the site does with it."""

import runpy
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from forum import settings as module

type Settings = dict[str, Any]


@pytest.fixture
def settings_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Settings]:
    """The settings that an environment makes."""

    def read(**environment: str) -> Settings:
        given = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "k" * 50} | environment
        for name in ("DEBUG", "DEMO", "HTTPS", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in given.items():
            monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
        return runpy.run_path(str(module.__file__))

    return read


def test_a_real_site_must_be_given_a_secret_key(settings_for: Callable[..., Settings]) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        settings_for(SECRET_KEY="")


def test_a_site_with_no_word_from_its_operator_shows_no_errors_and_no_outbox(
    settings_for: Callable[..., Settings],
) -> None:
    settings = settings_for()
    assert not settings["DEBUG"]
    assert not settings["DEMO"]


def test_an_https_address_makes_the_site_insist_on_it(
    settings_for: Callable[..., Settings],
) -> None:
    settings = settings_for(SITE_URL="https://debate.example")
    assert settings["ALLOWED_HOSTS"][0] == "debate.example"
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] > 0
    assert settings["SESSION_COOKIE_SECURE"]
    assert not settings_for(SITE_URL="http://127.0.0.1:8000")["SESSION_COOKIE_SECURE"]


def test_mail_goes_where_the_environment_says(settings_for: Callable[..., Settings]) -> None:
    mailers = settings_for(EMAIL_URL="smtp+tls://post:secret@mail.example:587")["MAILERS"]
    mail = mailers["transport"]
    assert mail["BACKEND"].endswith("smtp.EmailBackend")
    assert mail["OPTIONS"]["host"] == "mail.example"
    assert mail["OPTIONS"]["use_tls"]


def test_sqlite_writes_ahead_and_keeps_what_it_acknowledged(
    settings_for: Callable[..., Settings], tmp_path: Path
) -> None:
    options = settings_for(DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3")["DATABASES"]["default"]
    connection = sqlite3.connect(options["NAME"])
    connection.executescript(options["OPTIONS"]["init_command"])
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    connection.close()
    assert options["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_cache_goes_on_in_the_database_when_redis_is_gone(
    settings: Any, settings_for: Callable[..., Settings], db: None, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = settings_for(CACHE_URL="redis://127.0.0.1:1/0")["CACHES"]
    caches["default"].set("attempts", 3)
    assert caches["default"].incr("attempts") == 4
    assert caches["default"].get_many(["attempts", "other"]) == {"attempts": 4}
    assert caches["fallback"].get("attempts") == 4
    assert "using the database’s" in caplog.text.replace("'", "’")
