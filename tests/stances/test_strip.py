"""The strip of claims: bars at their places, moved apart where they would cover each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from forum.articles.models import Claim
from forum.stances.strip import BELOW, FROM, MOST, NARROWEST, TALLEST, TO, apart, strip_of


def claim(number: int, place: float, pro: int = 0, contra: int = 0) -> Claim:
    return Claim(number=number, place=place, for_count=pro, against_count=contra)


@given(some.lists(some.floats(FROM, TO), min_size=1, max_size=99).map(sorted))
def test_none_covers_another_and_none_leaves_the_drawing(places: list[float]) -> None:
    moved = apart(places, 9)
    least = min(9, (TO - FROM) / max(1, len(places) - 1))
    assert all(later - earlier >= least - 1e-9 for earlier, later in pairwise(moved))
    assert moved[0] >= FROM - 1e-6
    assert moved[-1] <= TO + 1e-6


def test_what_stands_far_enough_apart_stays() -> None:
    assert apart([10, 30, 80], 9) == [10, 30, 80]
    assert apart([10, 12, 80], 9) == [10, 19, 80]
    assert apart([80, 92, 93], 9) == [75, 84, 93]


def test_the_longest_bar_sets_the_scale() -> None:
    strip = strip_of([claim(1, 0.9, 5, 10), claim(2, 0.1, 1, 0)])
    assert [(bar.claim.number, bar.up, bar.down) for bar in strip.bars] == [
        (2, TALLEST // 10, 0),
        (1, TALLEST // 2, TALLEST),
    ]


def test_nothing_argued_draws_no_bar() -> None:
    (bar,) = strip_of([claim(1, 0.5)]).bars
    assert (bar.up, bar.down) == (0, 0)


def test_many_claims_have_their_names_below() -> None:
    assert strip_of([claim(n, n / 10) for n in range(10)]).is_roomy
    assert not strip_of([claim(n, n / 11) for n in range(11)]).is_roomy


def test_of_many_claims_the_most_argued_are_drawn_so_that_each_name_can_be_read() -> None:
    claims = [claim(number, number / 100, pro=number % 3) for number in range(1, 100)]
    strip = strip_of(claims)
    assert not strip.is_whole
    assert len(strip.bars) == MOST
    assert all(bar.claim.for_count == 2 for bar in strip.bars)
    places = [float(bar.x) for bar in strip.bars]
    gap = 100 * BELOW / NARROWEST
    assert all(later - earlier > 0.9 * gap for earlier, later in pairwise(places))
    assert strip_of(claims[:MOST]).is_whole
