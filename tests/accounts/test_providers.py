"""Social log-in is there for the providers whose keys are in the environment, and no others."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from environ import Env

from accounts.providers import from_environment

KEYS = {"GITHUB_CLIENT_ID": "id", "GITHUB_CLIENT_SECRET": "secret"}
SERVER = {
    "OIDC_CLIENT_ID": "id",
    "OIDC_CLIENT_SECRET": "secret",
    "OIDC_SERVER_URL": "https://id.example.org/realm",
    "OIDC_NAME": "Town library",
}


def providers_of(environment: dict[str, str]) -> object:
    with patch.object(Env, "ENVIRON", environment):
        return from_environment(Env())


def test_without_keys_there_is_none() -> None:
    found = providers_of({})
    assert (found.apps, found.settings, found.origins) == ([], {}, [])


def test_keys_switch_a_provider_on_and_let_forms_lead_there() -> None:
    found = providers_of(KEYS)
    assert found.apps == ["allauth.socialaccount.providers.github"]
    assert found.settings["github"]["APPS"] == [{"client_id": "id", "secret": "secret"}]
    assert found.origins == ["https://github.com"]


def test_any_openid_connect_server_can_be_named() -> None:
    found = providers_of(SERVER)
    [app] = found.settings["openid_connect"]["APPS"]
    assert (app["name"], app["settings"]) == (
        "Town library",
        {"server_url": "https://id.example.org/realm"},
    )
    assert found.origins == ["https://id.example.org"]


def test_half_a_key_is_an_error_at_the_start_and_not_at_the_first_log_in() -> None:
    with pytest.raises(Exception, match="GITHUB_CLIENT_SECRET"):
        providers_of({"GITHUB_CLIENT_ID": "id"})


@pytest.mark.django_db
def test_without_providers_the_log_in_page_asks_nothing_about_them(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/accounts/login/")
    assert "Continue with" not in answer.text
    assert not [query for query in queries if "socialaccount" in query["sql"]]
