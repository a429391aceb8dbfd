"""The crux: mutual information by hand, by its properties, and no crux where chance will do."""

from math import log, log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forum.articles.positions import Stand
from forum.stances.crux import Crux, Table, chance, corrected, crux_of, information, tail
from forum.stances.models import Answer

CELLS = [(answer, stand) for answer in Answer.values for stand in Stand.values]

tables = some.lists(some.integers(0, 40), min_size=9, max_size=9).map(
    lambda counts: dict(zip(CELLS, counts, strict=True))
)


def table(*rows: tuple[int, int, int]) -> dict[tuple[str, str], int]:
    """A row for each answer: readers For, undecided, Against."""
    return dict(zip(CELLS, [count for row in rows for count in row], strict=True))


TELLING = table((20, 3, 1), (4, 5, 4), (1, 2, 20))
SILENT = table((10, 10, 10), (10, 10, 10), (10, 10, 10))


@pytest.mark.parametrize(
    ("counts", "bits"),
    [
        (table((10, 0, 0), (0, 10, 0), (0, 0, 10)), log2(3)),
        (table((10, 0, 0), (0, 0, 0), (0, 0, 10)), 1.0),
        # Of each answer four in five stand on one side: 1 - H(0.2) = 1 - 0.721928.
        (table((8, 0, 2), (0, 0, 0), (2, 0, 8)), 0.278072),
        (table((6, 3, 3), (2, 1, 1), (4, 2, 2)), 0.0),
        (table((0, 0, 0), (0, 0, 0), (0, 0, 0)), 0.0),
    ],
)
def test_by_hand(counts: Table, bits: float) -> None:
    assert information(counts) == pytest.approx(bits, abs=1e-6)


def test_the_bias_of_few_readers_is_taken_off_by_hand() -> None:
    counts = table((8, 0, 2), (0, 0, 0), (2, 0, 8))
    assert corrected(counts) == pytest.approx(0.278072 - 1 / (40 * log(2)), abs=1e-6)
    # G = 40 ln 2 · 0.278072 = 7.7098; Williams: 1 + 3 · 3 / 120 = 1.075; so 7.172 with 1 degree.
    assert chance(counts) == pytest.approx(0.0074, abs=1e-4)


@pytest.mark.parametrize(("freedom", "limit"), [(1, 3.841459), (2, 5.991465), (4, 9.487729)])
def test_the_tail_agrees_with_the_printed_tables(freedom: int, limit: float) -> None:
    """Abramowitz and Stegun, table 26.8, Q = 0.05."""
    assert tail(limit, freedom) == pytest.approx(0.05, abs=1e-6)


@given(tables)
def test_it_lies_between_nothing_and_all(counts: Table) -> None:
    assert 0 <= corrected(counts) <= information(counts) <= log2(3) + 1e-9
    assert 0 <= chance(counts) <= 1


@given(
    some.lists(some.integers(0, 9), min_size=3, max_size=3),
    some.lists(some.integers(0, 9), min_size=3, max_size=3),
)
def test_independent_answers_say_nothing(rows: list[int], columns: list[int]) -> None:
    counts = table(*(tuple(row * column for column in columns) for row in rows))
    assert information(counts) == pytest.approx(0, abs=1e-9)
    assert crux_of({1: counts}) is None


@given(tables, some.permutations(Answer.values), some.permutations(Stand.values))
def test_the_names_of_answers_and_stances_do_not_matter(
    counts: Table, answers: list[str], stands: list[str]
) -> None:
    other_answer = dict(zip(Answer.values, answers, strict=True))
    other_stand = dict(zip(Stand.values, stands, strict=True))
    renamed = {(other_answer[a], other_stand[s]): n for (a, s), n in counts.items()}
    assert information(renamed) == pytest.approx(information(counts), abs=1e-9)
    assert chance(renamed) == pytest.approx(chance(counts), abs=1e-9)


@given(tables)
def test_answer_and_stance_tell_each_other_as_much(counts: Table) -> None:
    turned = {(stand, answer): n for (answer, stand), n in counts.items()}
    assert information(turned) == pytest.approx(information(counts), abs=1e-9)


def test_the_claim_that_says_most_is_the_crux() -> None:
    weaker = table((15, 5, 5), (5, 5, 5), (5, 5, 15))
    assert crux_of({1: weaker, 2: TELLING, 3: SILENT}) == Crux(2, corrected(TELLING))
    assert crux_of({7: TELLING, 2: TELLING}) == Crux(2, corrected(TELLING))


def test_twenty_readers_are_needed() -> None:
    nineteen = table((10, 0, 0), (0, 0, 0), (0, 0, 9))
    assert crux_of({1: nineteen}) is None
    assert crux_of({1: table((10, 0, 0), (0, 0, 0), (0, 0, 10))})


def test_one_answer_or_one_stance_says_nothing() -> None:
    assert crux_of({1: table((30, 20, 10), (0, 0, 0), (0, 0, 0))}) is None
    assert crux_of({1: table((30, 0, 0), (20, 0, 0), (10, 0, 0))}) is None
    assert crux_of({}) is None


def test_unrelated_answers_seldom_make_a_crux() -> None:
    """Five claims answered by dice: a crux in about one essay of twenty, never in one of ten."""
    dice = Random(1948)
    found = sum(
        crux_of({claim: _thrown(dice) for claim in range(5)}) is not None for _ in range(500)
    )
    assert found <= 50


def _thrown(dice: Random) -> dict[tuple[str, str], int]:
    counts = dict.fromkeys(CELLS, 0)
    for _ in range(40):
        counts[dice.choice(CELLS)] += 1
    return counts
