"""Who moved, and what may be told of it: enough to be of use, and nobody's own stance."""

from itertools import chain, pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.comments.ranking import wilson_interval, wilson_lower
from forum.stances.flow import LABEL, drawn
from forum.stances.transitions import READERS_MIN, STANDS, Transitions, told

type Table = list[list[int]]  # readers by first stance, by stance now

tables = st.one_of(
    st.lists(st.lists(st.integers(0, top), min_size=3, max_size=3), min_size=3, max_size=3)
    for top in (4, 9, 40)
)

# Trying a table means adding up all those that differ from it by a reader, up to 19,683.
slowly = settings(max_examples=40)


def tell(table: Table) -> Transitions:
    rows = zip(STANDS, table, strict=True)
    return told({first: dict(zip(STANDS, row, strict=True)) for first, row in rows})


def shown(told: Transitions) -> Table:
    return [[told.cell(first, now) for now in STANDS] for first in STANDS]


def sums(table: Table) -> dict[str, list[int]]:
    return {
        "came": [sum(row) for row in table],
        "now": [sum(column) for column in zip(*table, strict=True)],
        "readers": [sum(map(sum, table))],
    }


def agrees(table: Table, told: Transitions, *, knows_now: Table | None = None) -> bool:
    """Could this be the table behind what is told? By adding up alone, as a reader would try."""
    ours = sums(table)
    said = {
        "came": [told.came(stand) for stand in STANDS],
        "now": sums(knows_now)["now"] if knows_now else [told.now(stand) for stand in STANDS],
        "readers": sums(knows_now)["readers"] if knows_now else [told.readers],
    }
    return all(
        number in (None, ours[name][place])
        for name, numbers in said.items()
        for place, number in enumerate(numbers)
    )


def others(table: Table, told: Transitions) -> list[Table]:
    """Tables that differ from this one by a reader in some of the cells that are hidden."""
    hidden = [place for place, cell in enumerate(chain(*shown(told))) if cell is None]
    flat = [*chain(*table)]
    found = []
    for change in product((-1, 0, 1), repeat=len(hidden)):
        cells = [*flat]
        for place, step in zip(hidden, change, strict=True):
            cells[place] += step
        if min(cells) >= 0:
            found.append([cells[0:3], cells[3:6], cells[6:9]])
    return found


@slowly
@given(tables)
@example([[22, 3, 5], [6, 4, 5], [1, 2, 12]])
@example([[187, 4, 23], [19, 30, 17], [8, 10, 147]])
@example([[30, 0, 6], [0, 0, 0], [4, 0, 20]])
def test_each_hidden_cell_has_two_possible_values_at_least(table: Table) -> None:
    said = tell(table)
    possible = [other for other in others(table, said) if agrees(other, said)]
    for row, column in product(range(3), range(3)):
        if shown(said)[row][column] is None:
            assert len({other[row][column] for other in possible}) >= 2


@slowly
@given(tables)
@example([[5, 5, 5], [5, 5, 5], [5, 5, 3]])
def test_and_has_so_for_who_knows_how_many_stand_where_now(table: Table) -> None:
    said = tell(table)
    possible = [other for other in others(table, said) if agrees(other, said, knows_now=table)]
    if said.is_empty:
        return  # nothing at all is told beside what the thesis panel says
    for row, column in product(range(3), range(3)):
        if shown(said)[row][column] is None and sums(table)["now"][column]:
            assert len({other[row][column] for other in possible}) >= 2


@slowly
@given(tables)
def test_hidden_totals_have_two_possible_values_as_well(table: Table) -> None:
    said = tell(table)
    possible = [sums(other) for other in others(table, said) if agrees(other, said)]
    ours = {
        "came": [said.came(stand) for stand in STANDS],
        "now": [said.now(stand) for stand in STANDS],
        "readers": [said.readers],
    }
    for name, numbers in ours.items():
        for place, number in enumerate(numbers):
            if number is None:
                assert len({other[name][place] for other in possible}) >= 2


@given(tables)
def test_what_is_told_is_true_and_of_five_readers_or_more(table: Table) -> None:
    said = tell(table)
    assert all(cell is None or cell >= READERS_MIN for row in shown(said) for cell in row)
    for row, true in zip(shown(said), table, strict=True):
        assert all(cell in (None, number) for cell, number in zip(row, true, strict=True))
    assert agrees(table, said)
    assert all(number >= READERS_MIN for number in said.numbers.values())


@given(tables)
def test_a_rate_is_made_of_numbers_that_are_shown(table: Table) -> None:
    said = tell(table)
    for first, now in product(STANDS, STANDS):
        rate = said.rate(first, now)
        assert (rate is None) == (said.cell(first, now) is None or said.came(first) is None)
        if rate:
            low, high = rate.interval
            assert 0 <= low <= rate.share <= high <= 1


@given(tables)
def test_the_drawing_shows_what_is_told_and_no_more(table: Table) -> None:
    said = tell(table)
    flow = drawn(said)
    assert {(band.first, band.now): band.readers for band in flow.bands} == {
        step: said.cell(*step) for step in product(STANDS, STANDS) if said.cell(*step)
    }
    for bars in (flow.came, flow.now):
        assert all(low.label + LABEL <= high.label for low, high in pairwise(bars))
        assert all(bar.rest <= bar.top + bar.height + 0.001 for bar in bars)


def test_all_nine_are_told_where_all_are_large() -> None:
    said = tell([[187, 21, 23], [19, 30, 17], [8, 10, 147]])
    assert shown(said) == [[187, 21, 23], [19, 30, 17], [8, 10, 147]]
    assert (said.readers, said.came("for"), said.now("against")) == (462, 231, 187)


def test_who_changed_sides_is_told_before_who_stayed() -> None:
    """One cell under five costs three others; both rates are kept."""
    said = tell([[187, 21, 23], [19, 30, 17], [8, 3, 147]])
    assert shown(said) == [[187, 21, 23], [19, None, None], [8, None, None]]
    assert said.rate("for", "against")
    assert said.rate("against", "for")


def test_a_rate_has_an_interval() -> None:
    """23 of 231: 9.96 %, and by Wilson's interval at z = 1.2816 between 7.7 and 12.8 %."""
    rate = tell([[187, 21, 23], [19, 30, 17], [8, 10, 147]]).rate("for", "against")
    assert rate
    assert rate.share == pytest.approx(23 / 231)
    assert rate.interval == pytest.approx((0.0771, 0.1277), abs=0.0005)


def test_few_readers_are_not_told_of_at_all() -> None:
    assert tell([[4, 0, 0], [0, 0, 0], [0, 0, 0]]).is_empty
    assert tell([[0] * 3] * 3).is_empty
    assert drawn(told({})).bands == []


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_interval_is_the_bound_seen_from_both_sides(strong: int, weak: int) -> None:
    low, high = wilson_interval(strong, strong + weak)
    assert low == wilson_lower(strong, strong + weak)
    assert (1 - high, 1 - low) == pytest.approx(wilson_interval(weak, strong + weak))
