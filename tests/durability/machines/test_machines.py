"""With two copies of the site, a primary and a replica, nobody misses their own words, nothing that
was acknowledged is lost, and no reader is shown an error. The long form is `bench.machines`."""

import os
from collections.abc import Iterator

import pytest

from forum.replica.standing import LAG_MAX
from tests.durability.machines.load import Load
from tests.durability.machines.programs import wait_until
from tests.durability.machines.site import nginx_is_here
from tests.durability.machines.trial import Trial, trial

# Of three ports in a row; of its own for each process of pytest-xdist, should two have machines.
PORT = 8370 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])

pytestmark = pytest.mark.skipif(
    not nginx_is_here(), reason="nginx is not installed: the trial of two copies was NOT run"
)


@pytest.fixture(scope="module")
def machines() -> Iterator[Trial]:
    with trial(PORT) as made:
        yield made


def nothing_went_wrong(machines: Trial, load: Load) -> None:
    record = load.record
    assert record.errors == []
    assert record.missed == []
    assert record.acknowledged
    assert record.waits
    times = {words: machines.stored(words) for words in record.acknowledged}
    assert set(times.values()) == {1}


def test_who_wrote_sees_it_while_the_replica_lags_and_others_soon(machines: Trial) -> None:
    with machines.load():
        machines.let_all_processes_look()
    with machines.replay_paused():
        words, page = machines.writer.write()
        assert words not in machines.as_visitor(page), "visitors are not read from the replica"
        with machines.load() as load:
            wait_until(lambda: words in machines.as_visitor(page), "lag is noticed", LAG_MAX + 5)
    assert machines.writer.record.missed == []
    nothing_went_wrong(machines, load)


def test_a_replica_that_dies_is_missed_by_nobody(machines: Trial) -> None:
    with machines.load() as load:
        machines.lose_replica()
    nothing_went_wrong(machines, load)


def test_a_copy_of_the_site_that_dies_is_missed_by_no_reader(machines: Trial) -> None:
    with machines.load() as load:
        machines.lose_copy(0)
    nothing_went_wrong(machines, load)
