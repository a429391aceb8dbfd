"""The short form of the trials: a real server on a database of its own, killed while members post.

`python -m tests.durability.kill` is the long form.
"""

import os
import random
import signal
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.durability.kill import trials
from tests.durability.kill.site import Site
from tests.durability.machines.programs import wait_until

CHANCE = random.Random(7)
BEGINS = "Hang up"
REFUSED = "The new code does not load"


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


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("release.py", "this is no Python"),
        ("serving.py", "this is no Python"),
        ("serving.py", "workers = 'two'"),
    ],
)
def test_a_release_that_does_not_load_leaves_the_one_before_in_place(
    site: Site, name: str, broken: str
) -> None:
    site.start()
    before, number = (site.folder / name).read_text(), site.program.pid
    refusals = site.program.log.read_text().count(REFUSED)
    trials.deploy(site, broken, name)
    wait_until(lambda: site.program.log.read_text().count(REFUSED) > refusals, "the refusal", 60)
    assert site.answers()
    (site.folder / name).write_text(before)
    mended = f"after refusal {refusals}"
    trials.deploy(site, trials.RELEASE.format(n=mended))
    wait_until(lambda: trials.release_of(site) == mended, "the next release", 60)
    assert site.program.pid == number


def test_a_server_told_to_end_amid_a_deploy_ends(site: Site) -> None:
    site.start()
    begun = site.program.log.read_text().count(BEGINS)
    os.kill(site.program.pid, signal.SIGHUP)
    wait_until(lambda: site.program.log.read_text().count(BEGINS) > begun, "the deploy")
    os.kill(site.program.pid, signal.SIGTERM)
    wait_until(lambda: not site.program.runs(), "its end", 60)
    site.program.end()
