"""Every request has an id, a line in the log and its share in the numbers."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.ops import logs, watching
from tests.cast import client_of


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    """What is logged of requests, as a program reads it."""
    told: list[dict[str, object]] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(json.loads(logs.JsonLines().format(record)))
    watching.log.addHandler(handler)
    yield told
    watching.log.removeHandler(handler)


def test_a_request_is_one_line_with_who_what_and_how_long(
    article: Article, member: User, lines: list[dict[str, object]]
) -> None:
    answer = client_of(member).get(article.get_absolute_url())
    [line] = lines
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["method"], line["path"]) == ("GET", article.get_absolute_url())
    assert (line["status"], line["member"]) == (200, member.pk)
    assert line["queries"] > 0
    assert line["ms"] > 0


def test_only_a_proxy_of_ours_names_a_request(client: Client, settings: object) -> None:
    sent = {"X-Request-ID": "from-the-proxy-7"}
    assert client.get("/healthz", headers=sent)["X-Request-ID"] != "from-the-proxy-7"
    settings.TRUSTED_PROXIES = 1
    assert client.get("/healthz", headers=sent)["X-Request-ID"] == "from-the-proxy-7"
    forged = {"X-Request-ID": 'a" b'}
    assert client.get("/healthz", headers=forged)["X-Request-ID"] != 'a" b'


def test_the_id_ends_with_its_request(client: Client) -> None:
    client.get("/healthz")
    assert logs.request_id.get() == ""


def test_there_are_no_metrics_without_a_token(client: Client, db: None) -> None:
    assert client.get("/metrics").status_code == 404


ASK = """
import django; django.setup()
from django.test import Client
asked = Client(headers={"host": "localhost"})
asked.get("/healthz")
print(asked.get("/metrics").status_code)
print(asked.get("/metrics", headers={"Authorization": "Bearer swordfish"}).text)
"""


def test_who_brings_the_token_reads_the_metrics(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "forum.settings")
    given = {"METRICS_TOKEN": "swordfish", "VAR_DIR": str(tmp_path), "DEBUG": "1"}
    for name, value in {**given, "DATABASE_URL": "sqlite://:memory:"}.items():
        monkeypatch.setenv(name, value)
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    status, numbers = done.stdout.split("\n", 1)
    assert status == "404"
    assert 'counterpoint_request_seconds_count{method="GET",status="200"' in numbers
