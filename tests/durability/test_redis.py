"""Redis or Valkey is stopped, hangs and comes back: no page fails, none waits, every limit holds.
The long form, with gunicorn's workers, is `python -m tests.durability.redis_outages`."""

import base64
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from forum.cache import FailoverCache
from forum.keeping import kept
from tests.cast import PASSWORD
from tests.durability.redis_server import MISSING, PROGRAM, RedisServer, redis_server

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(PROGRAM is None, reason=MISSING)]

ADDED = 0.25  # seconds, the most that a request may lose by it
TIMEOUTS = {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}  # as in forum/settings.py
NO_REST, REST = 0, 60  # seconds until the site asks again what did not answer; its own are 5


@pytest.fixture
def redis(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    """A server that the site keeps its things on, and asks again at once after a failure."""
    rest(monkeypatch, NO_REST)
    with redis_server() as server:
        place = {"BACKEND": "forum.cache.FailoverCache", "LOCATION": server.url}
        settings.CACHES = {
            "default": place | {"OPTIONS": TIMEOUTS},
            "fallback": settings.CACHES["default"],
        }
        yield server


def rest(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr("forum.cache.PAUSE", seconds)
    monkeypatch.setattr(FailoverCache, "_resting_until", float("-inf"))


def guess(client: Client, password: str = "guess") -> str:
    return client.post("/accounts/login/", {"login": "gregor", "password": password}).text


def seconds_for(times: int) -> float:
    began = time.perf_counter()
    for n in range(times):
        cache.get(f"thing-{n}")
    return time.perf_counter() - began


def test_costly_things_are_kept_there_and_guards_in_the_database(
    redis: RedisServer, client: Client, member: User
) -> None:
    kept("drawing", lambda: "costly", timedelta(hours=1))
    guess(client)
    assert redis.keys() == [b":1:drawing"]


def test_what_is_kept_is_made_anew_while_it_is_gone_and_found_when_it_is_back(
    redis: RedisServer,
) -> None:
    made = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    def look() -> int:
        return kept("drawing", make, timedelta(hours=1)).thing

    assert (look(), look()) == (0, 0)
    redis.hang()
    assert (look(), look()) == (1, 1)  # kept in the database meanwhile
    redis.go_on()
    assert look() == 0
    redis.stop()
    assert look() == 1
    redis.start()
    assert (look(), look()) == (2, 2)  # it came back empty


def test_one_call_waits_for_a_server_that_hangs_and_the_others_do_not_ask(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for end in (redis.hang, redis.stop):
        redis.go_on()
        seconds_for(1)  # with a connection, as a worker has
        usual = seconds_for(50)
        end()
        tries = []
        for _ in range(3):  # another program may take the processor in one of them
            rest(monkeypatch, REST)
            tries.append(seconds_for(50))
        assert min(tries) < usual + ADDED


def test_limits_hold_through_every_outage(redis: RedisServer, client: Client, member: User) -> None:
    for change in (redis.hang, redis.go_on, redis.stop, redis.start):
        guess(client)
        change()
    guess(client)
    assert "Too many attempts" in guess(client, PASSWORD)


def test_a_code_that_was_used_is_not_taken_again_after_an_outage_began(
    redis: RedisServer, member: User
) -> None:
    secret = base64.b32encode(b"a secret of 20 bytes").decode()
    app = TOTP.activate(member, secret)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert app.validate_code(code)
    redis.stop()
    assert not app.validate_code(code)
    redis.start()
    assert not app.validate_code(code)
