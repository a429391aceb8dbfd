"""The balance as people read it: the drawing and the sentence say what the intervals say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.moderation.balance import FEW, Comparison, Share, Verdict, percent
from forum.moderation.numbers.plot import LEFT, MIDDLE, RIGHT, plot_of
from forum.moderation.numbers.words import sentence

shares = st.integers(FEW, 5000).flatmap(
    lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole))
)


@given(shares, shares)
def test_nothing_is_drawn_beyond_its_scale(pro: Share, contra: Share) -> None:
    plot = plot_of(Comparison(pro, contra))
    for whisker in (plot.pro, plot.contra, plot.difference):
        assert LEFT <= whisker.low <= whisker.at <= whisker.high <= RIGHT
    assert [tick.at for tick in plot.ticks] == [LEFT, MIDDLE, RIGHT]


@given(shares, shares)
def test_the_difference_lies_across_the_spine_where_it_could_be_chance(
    pro: Share, contra: Share
) -> None:
    comparison = Comparison(pro, contra)
    drawn = plot_of(comparison).difference
    if comparison.verdict == Verdict.AGAINST:
        assert drawn.low >= MIDDLE  # to the right: more Against
    elif comparison.verdict == Verdict.FOR:
        assert drawn.high <= MIDDLE
    else:
        assert drawn.low <= MIDDLE <= drawn.high


@pytest.mark.parametrize(
    ("pro", "contra", "words"),
    [
        ((0, 0), (1, 20), "nothing to compare"),
        ((1, 9), (1, 20), "fewer than 10 here"),
        ((0, 20), (0, 20), "on neither side"),
        ((11, 182), (11, 147), "anything from 4.1 percentage points more For to 7.5 more Against"),
        ((10, 210), (40, 200), "more often to Against: from 9.0 percentage points more Against"),
        # The smaller difference comes first, whichever side it is on.
        ((40, 200), (10, 210), "more often to For: from 9.0 percentage points more For to 22"),
    ],
)
def test_the_sentence_claims_what_the_interval_carries(
    pro: tuple[int, int], contra: tuple[int, int], words: str
) -> None:
    assert words in sentence(Comparison(Share(*pro), Share(*contra)))


@pytest.mark.parametrize(
    ("part", "words"), [(0, "0"), (0.0004, "0"), (0.0149, "1.5"), (0.0996, "10"), (0.5, "50")]
)
def test_shares_have_a_decimal_where_it_matters(part: float, words: str) -> None:
    assert percent(part) == words
