"""The balance: its intervals are those of the papers, and its verdicts claim no more than they."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.moderation.balance import Comparison, Share, Verdict


def compare(contra: tuple[int, int], pro: tuple[int, int]) -> Comparison:
    return Comparison(Share(*pro), Share(*contra))


@pytest.mark.parametrize(
    ("contra", "pro", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_has_the_interval_of_newcombes_paper(
    contra: tuple[int, int], pro: tuple[int, int], low: float, high: float
) -> None:
    """Table II of the paper, method 10: its eight examples."""
    found = compare(contra, pro).interval
    assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_share_has_wilsons_interval() -> None:
    """81 of 263: example (a) of the same author's paper on single proportions."""
    low, high = Share(81, 263).interval
    assert low == pytest.approx(0.2553, abs=5e-5)
    assert high == pytest.approx(0.3662, abs=5e-5)


@pytest.mark.parametrize(
    ("contra", "pro", "verdict"),
    [
        ((0, 0), (3, 10), Verdict.EMPTY),
        ((3, 10), (0, 0), Verdict.EMPTY),
        ((0, 50), (0, 60), Verdict.NONE),
        ((0, 3), (1, 1), Verdict.FEW),  # though the interval leaves out nought
        ((9, 9), (0, 100), Verdict.FEW),
        ((3, 50), (5, 60), Verdict.CHANCE),
        ((1, 10), (0, 10), Verdict.CHANCE),  # all on one side, and still no proof of anything
        ((40, 200), (10, 210), Verdict.AGAINST),
        ((10, 210), (40, 200), Verdict.FOR),
    ],
)
def test_the_verdict_says_what_the_numbers_carry(
    contra: tuple[int, int], pro: tuple[int, int], verdict: Verdict
) -> None:
    assert compare(contra, pro).verdict == verdict


shares = st.integers(1, 5000).flatmap(
    lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole))
)


@given(shares, shares)
def test_neither_side_is_measured_by_another_yardstick(one: Share, other: Share) -> None:
    """Which side is called For changes the sign, and nothing else."""
    low, high = Comparison(one, other).interval
    assert -1 <= low <= Comparison(one, other).difference <= high <= 1
    assert Comparison(other, one).interval == (pytest.approx(-high), pytest.approx(-low))


def test_more_than_all_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        Share(3, 2)
