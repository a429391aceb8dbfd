"""What is missing for a while, a real one: room on the disk, a connection, a lock."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.durability.kill import lacks, trials
from tests.durability.kill.disks import Limit, disk
from tests.durability.kill.site import Site

ENGINE = connection.vendor
# Seconds; the long form, on a machine that does nothing else, has three.
PATIENCE = 12


@pytest.fixture(scope="module")
def site_and_disk() -> Iterator[tuple[Site, object]]:
    with disk() as small, trials.site_on(ENGINE, trials.free_port(), small.folder) as site:
        yield site, small


@pytest.fixture
def site(site_and_disk: tuple[Site, object]) -> Site:
    return site_and_disk[0]


def test_on_a_full_disk_reads_go_on_and_what_was_typed_comes_back(
    site_and_disk: tuple[Site, object],
) -> None:
    site, small = site_and_disk
    if ENGINE == "postgresql" and isinstance(small, Limit):
        pytest.skip("a disk can be mounted only by root, and PostgreSQL has no other limit")
    lacks.fill_disk(site, small)


@pytest.mark.skipif(ENGINE == "sqlite", reason="SQLite has no connections to run out of")
def test_without_a_connection_the_site_says_so_in_time(site: Site) -> None:
    assert lacks.take_connections(site) < PATIENCE


def test_behind_a_lock_the_site_says_so_in_time(site: Site) -> None:
    assert lacks.hold_lock(site) < PATIENCE
