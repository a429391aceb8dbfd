"""The short form of the trials: a real server on a database of its own, killed while members post.

`python -m tests.durability.kill` is the long form.
"""

import random
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.durability.kill import trials
from tests.durability.kill.site import Site
from tests.durability.machines.programs import wait_until

CHANCE = random.Random(7)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One for all of this module: each trial takes the debate as the one before left it."""
    with trials.site_on(connection.vendor, trials.free_port()) as site:
        yield site


def test_a_server_that_is_killed_loses_nothing_and_doubles_nothing(site: Site) -> None:
    trials.kill_site(site, 3, CHANCE)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is no server to be killed")
def test_a_database_that_is_killed_loses_nothing_and_doubles_nothing(site: Site) -> None:
    trials.kill_database(site, 2, CHANCE)


def test_one_form_sent_ten_times_and_again_after_a_crash_is_one_comment(site: Site) -> None:
    trials.send_again(site)


def test_a_deploy_under_load_fails_no_request(site: Site) -> None:
    trials.reload(site, 2, CHANCE)


def test_a_release_that_does_not_load_leaves_the_one_before_in_place(site: Site) -> None:
    site.start()
    trials.deploy(site, trials.RELEASE.format(n="good"))
    wait_until(lambda: trials.release_of(site) == "good", "the release", 60)
    trials.deploy(site, "this is no Python")
    refused = "The new code does not load"
    wait_until(lambda: refused in site.program.log.read_text(), "the refusal", 60)
    assert trials.release_of(site) == "good"
