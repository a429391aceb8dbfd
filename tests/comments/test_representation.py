"""Which roots a first screen shows: no viewpoint that enough readers share goes unseen."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from forum.comments.representation import front

ROOTS = range(1, 10)
READERS = range(12)
# What each reader finds strong, and whether they rated anything at all.
opinions = st.dictionaries(
    st.sampled_from(READERS), st.frozensets(st.sampled_from(ROOTS), max_size=5)
)
rankings = st.permutations(ROOTS)
seats = st.integers(1, 6)


def strong_of(said: dict[int, frozenset[int]]) -> dict[int, set[int]]:
    return {root: {reader for reader, roots in said.items() if root in roots} for root in ROOTS}


@given(rankings, opinions, seats)
def test_no_group_large_enough_sees_none_of_its_own(
    ranking: list[int], said: dict[int, frozenset[int]], seats: int
) -> None:
    shown = set(front(ranking, strong_of(said), len(said), seats))
    unseen = [reader for reader, roots in said.items() if not roots & shown]
    for root in ROOTS:
        group = [reader for reader in unseen if root in said[reader]]
        assert not group or len(group) * seats < len(said)


@given(rankings, opinions, seats, st.integers(0, 12))
def test_the_promise_holds_when_readers_are_counted_too_low(
    ranking: list[int], said: dict[int, frozenset[int]], seats: int, missed: int
) -> None:
    shown = set(front(ranking, strong_of(said), max(0, len(said) - missed), seats))
    unseen = [reader for reader, roots in said.items() if not roots & shown]
    for root in ROOTS:
        group = [reader for reader in unseen if root in said[reader]]
        assert not group or len(group) * seats < len(said)


@given(rankings, opinions, seats)
def test_every_seat_is_taken_once_and_shown_by_score(
    ranking: list[int], said: dict[int, frozenset[int]], seats: int
) -> None:
    shown = front(ranking, strong_of(said), len(said), seats)
    assert len(shown) == min(seats, len(ranking))
    assert shown == [root for root in ranking if root in shown]


@given(rankings, opinions, seats, st.permutations(READERS))
def test_who_the_readers_are_changes_nothing(
    ranking: list[int], said: dict[int, frozenset[int]], seats: int, others: list[int]
) -> None:
    renamed = {others[reader]: roots for reader, roots in said.items()}
    assert front(ranking, strong_of(said), len(said), seats) == front(
        ranking, strong_of(renamed), len(said), seats
    )


def test_without_ratings_the_score_alone_decides() -> None:
    assert front([5, 3, 8, 1], {}, 0, 3) == [5, 3, 8]
    assert front([], {}, 0, 3) == []


def test_a_minority_as_large_as_a_seat_gets_one() -> None:
    """Forty readers find 1, 2 and 3 strong; twenty others find only 9 strong, which most of those
    who rated it call weak, so that its score is the lowest."""
    many, few = set(range(40)), set(range(40, 60))
    strong = {1: many, 2: many, 3: many, 9: few}
    assert front([1, 2, 3, 9], strong, 60, 3) == [1, 2, 9]
    assert front([1, 2, 3, 9], strong, 61, 3) == [1, 2, 3]  # 20 of 61 are less than a third


def test_the_better_score_wins_a_tie() -> None:
    strong = {1: {1, 2}, 2: {1, 2}, 3: {3}}
    assert front([2, 1, 3], strong, 3, 1) == [2]
    assert front([1, 2, 3], strong, 3, 1) == [1]


def test_a_group_counts_only_those_who_see_none_of_theirs_yet() -> None:
    """Every pair of six readers shares a root of its own; three seats serve three pairs."""
    pairs = dict(enumerate(combinations(range(6), 2)))
    shown = front(list(pairs), {root: set(pair) for root, pair in pairs.items()}, 6, 3)
    assert {reader for root in shown for reader in pairs[root]} == set(range(6))
