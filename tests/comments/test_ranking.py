"""The steelman score: its bounds, how it moves, and values checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.comments.ranking import Ballot, numbers, wilson_lower

counts = st.integers(0, 10_000).flatmap(
    lambda rated: st.tuples(st.integers(0, rated), st.just(rated))
)
ballots = st.lists(
    st.builds(
        Ballot,
        st.sampled_from(["for", "undecided", "against", ""]),
        st.booleans(),
        st.integers(0, 50),
    ),
    max_size=12,
)
FLIPPED = {"for": "against", "against": "for"}


@pytest.mark.parametrize(
    ("strong", "rated", "score"), [(3, 3, 0.65), (3, 6, 0.27), (8, 10, 0.60), (0, 0, 0), (0, 7, 0)]
)
def test_values_checked_by_hand(strong: int, rated: int, score: float) -> None:
    assert round(wilson_lower(strong, rated), 2) == score


@given(counts)
def test_the_bound_lies_between_nothing_and_the_share(count: tuple[int, int]) -> None:
    strong, rated = count
    bound = wilson_lower(strong, rated)
    assert 0 <= bound <= (strong / rated if rated else 0) + 1e-12
    assert bound < 1


@given(counts)
def test_another_strong_lifts_and_another_weak_lowers(count: tuple[int, int]) -> None:
    strong, rated = count
    assert wilson_lower(strong + 1, rated + 1) > wilson_lower(strong, rated)
    assert wilson_lower(strong, rated + 1) <= wilson_lower(strong, rated) + 1e-12


@pytest.mark.parametrize(("strong", "rated"), [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(strong: int, rated: int) -> None:
    with pytest.raises(ValueError, match="ratings"):
        wilson_lower(strong, rated)


@given(ballots)
def test_both_sides_are_weighed_alike(cast: list[Ballot]) -> None:
    mirrored = [ballot._replace(stand=FLIPPED.get(ballot.stand, ballot.stand)) for ballot in cast]
    assert numbers("for", cast) == numbers("against", mirrored)


@given(ballots, st.sampled_from(["for", "against", "neutral"]))
def test_every_number_is_a_count_or_a_share(cast: list[Ballot], position: str) -> None:
    kept = numbers(position, cast)
    for kind in ("other", "same", "undecided", "all"):
        assert 0 <= kept[f"strong_{kind}"] <= kept[f"rated_{kind}"] <= kept["rated_all"]
    assert 0 <= kept["score"] < 1
    assert 0 <= kept["tiebreak"] < 1


@given(
    ballots,
    st.sampled_from(["for", "against", "neutral"]),
    st.sampled_from(["for", "undecided", "against", ""]),
)
def test_whoever_says_strong_never_lowers_a_place_and_weak_never_lifts_it(
    cast: list[Ballot], position: str, stand: str
) -> None:
    before = numbers(position, cast)
    lifted = numbers(position, [*cast, Ballot(stand, True, 1)])
    lowered = numbers(position, [*cast, Ballot(stand, False, 1)])
    for place in ("score", "tiebreak"):
        assert lifted[place] >= before[place] >= lowered[place]


@given(ballots, st.booleans())
def test_readers_of_the_same_side_and_the_undecided_do_not_lift(
    cast: list[Ballot], strong: bool
) -> None:
    more = [*cast, Ballot("for", strong, 5), Ballot("undecided", strong, 5), Ballot("", strong, 5)]
    assert numbers("for", more)["score"] == numbers("for", cast)["score"]
    assert numbers("for", more)["rated_all"] == numbers("for", cast)["rated_all"] + 15


def test_a_neutral_comment_is_ranked_by_all_its_readers() -> None:
    cast = [Ballot("for", True, 2), Ballot("against", True, 1)]
    assert numbers("neutral", cast)["score"] == pytest.approx(wilson_lower(3, 3))
    assert numbers("against", cast)["score"] == pytest.approx(wilson_lower(2, 2))
    assert numbers("for", cast)["score"] == pytest.approx(wilson_lower(1, 1))
