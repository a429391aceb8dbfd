"""How the site looks whether its connection to PostgreSQL lives."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no connection to lose"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def other() -> Iterator[psycopg.Connection]:
    """Somebody else's connection to the same server."""
    copy = connection.copy("other")
    copy.connect()
    yield copy.connection
    copy.close()


def last_asked(other: psycopg.Connection) -> object:
    """When our connection was last asked anything."""
    pid = connection.connection.info.backend_pid
    asked = "SELECT query_start FROM pg_stat_activity WHERE pid = %s"
    return other.execute(asked, [pid]).fetchone()


def test_a_connection_that_lives_is_not_asked_whether_it_does(other: psycopg.Connection) -> None:
    connection.ensure_connection()
    before = last_asked(other)
    assert connection.is_usable()
    assert last_asked(other) == before


def test_a_connection_that_the_server_ended_is_known_to_be(other: psycopg.Connection) -> None:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])  # and wait for its end
    assert not connection.is_usable()
    connection.close()


def test_a_notice_that_waits_is_no_end(other: psycopg.Connection) -> None:
    connection.ensure_connection()
    connection.connection.execute("LISTEN news")
    other.execute("NOTIFY news")
    assert connection.is_usable()
