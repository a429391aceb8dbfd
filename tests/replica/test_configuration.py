"""A replica is read from where the environment names one, and can only be PostgreSQL's."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from forum.replica.configuration import with_replica
from forum.replica.standing import number

REPLICA = "postgres://reader:secret@replica.example/forum?sslmode=require"


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Env:
    monkeypatch.setenv("DATABASE_REPLICA_URL", REPLICA)
    return Env()


def test_without_a_replica_there_is_one_database(settings: object) -> None:
    primary = {"ENGINE": "django.db.backends.sqlite3"}
    assert with_replica(Env(), primary) == {"default": primary}
    assert settings.DATABASE_ROUTERS == []


def test_a_replica_is_asked_by_its_own_name_and_not_waited_for_long(env: Env) -> None:
    primary = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60}
    databases = with_replica(env, primary)
    assert databases["default"] is primary
    assert databases["replica"]["HOST"] == "replica.example"
    options = databases["replica"]["OPTIONS"]
    assert options["sslmode"] == "require"
    assert options["connect_timeout"] == 2


def test_a_replica_behind_a_pooler_is_sent_no_prepared_statements(
    env: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    primary = {"ENGINE": "django.db.backends.postgresql"}
    assert "prepare_threshold" in with_replica(env, primary)["replica"]["OPTIONS"]
    monkeypatch.setenv("PREPARE_STATEMENTS", "0")
    assert "prepare_threshold" not in with_replica(env, primary)["replica"]["OPTIONS"]


def test_sqlite_has_no_replica(env: Env) -> None:
    with pytest.raises(ImproperlyConfigured, match="needs PostgreSQL"):
        with_replica(env, {"ENGINE": "django.db.backends.sqlite3"})


def test_places_in_the_log_are_numbers() -> None:
    assert number("16/B374D848") == 0x16B374D848
    assert number("1/0") > number("0/FFFFFFFF")
