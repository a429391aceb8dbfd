"""What supervisors and balancers are told."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from forum.ops import probes


@pytest.fixture(autouse=True)
def _asked_for_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "probe", probes.Probe())


def test_the_process_lives_without_a_database_a_session_or_a_name(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.django_db(transaction=True)
def test_it_is_ready_while_its_database_answers(client: Client) -> None:
    assert client.get("/readyz", headers={"host": "10.0.0.7:8000"}).content == b"ok\n"


@pytest.mark.django_db(transaction=True)
def test_it_is_not_ready_before_it_is_migrated(client: Client) -> None:
    applied = MigrationRecorder(connection)
    last = max(name for app, name in applied.applied_migrations() if app == "comments")
    applied.record_unapplied("comments", last)
    try:
        answer = client.get("/readyz")
    finally:
        applied.record_applied("comments", last)
    assert answer.status_code == 503
    assert b"migrations wait" in answer.content


@pytest.mark.django_db(transaction=True)
def test_it_is_not_ready_without_its_database(client: Client) -> None:
    there = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "/nowhere/at/all"
    try:
        answer = client.get("/readyz")
    finally:
        connection.settings_dict["NAME"] = there
    assert answer.status_code == 503
    assert b"the database fails" in answer.content
