"""Paths: sorted, they read a debate; ranges of them are threads."""

import locale
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.comments import tree

numbers = st.integers(0, tree.NUMBER_MAX)


def path_of(chain: list[int]) -> str:
    path = ""
    for number in chain:
        path = tree.child_path(path, number)
    return path


chains = st.lists(numbers, min_size=1, max_size=12)


@given(numbers)
def test_a_number_is_its_digits_again(number: int) -> None:
    digits = tree.encode(number)
    assert tree.decode(digits) == number
    assert len(digits) == tree.WIDTH
    assert set(digits) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(numbers, numbers)
def test_digits_sort_as_numbers_do(one: int, other: int) -> None:
    assert (one < other) == (tree.encode(one) < tree.encode(other))


@pytest.mark.parametrize("number", [-1, tree.NUMBER_MAX + 1])
def test_a_number_beyond_the_digits_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not a number"):
        tree.encode(number)


@given(chains, chains)
def test_a_thread_is_a_range_that_holds_nothing_else(one: list[int], other: list[int]) -> None:
    base, path = path_of(one), path_of(other)
    assert (path in tree.subtree(base)) == path.startswith(base)


@given(st.lists(chains, max_size=30))
def test_sorted_paths_read_depth_first(threads: list[list[int]]) -> None:
    """Sorting by path is sorting by the chain of numbers, which is the order of a tree."""
    assert sorted(map(path_of, threads)) == [path_of(chain) for chain in sorted(threads)]


@given(st.lists(chains, max_size=30))
def test_the_order_is_the_same_under_a_language_s_collation(threads: list[list[int]]) -> None:
    """glibc's collation stands for those that PostgreSQL may use."""
    paths = [path_of(chain) for chain in threads]
    assert sorted(paths, key=locale.strxfrm) == sorted(paths)


@pytest.fixture(autouse=True, scope="module")
def _a_language() -> Iterator[None]:
    before = locale.setlocale(locale.LC_COLLATE)
    for name in ("en_GB.UTF-8", "en_US.UTF-8", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_COLLATE, name)
            break
        except locale.Error:
            continue
    yield
    locale.setlocale(locale.LC_COLLATE, before)


@given(chains)
def test_ancestors_are_the_paths_above(chain: list[int]) -> None:
    path = path_of(chain)
    assert tree.ancestors(path) == [path_of(chain[:n]) for n in range(1, len(chain))]
    assert tree.root_of(path) == path_of(chain[:1])


def test_beyond_the_last_level_comments_stand_side_by_side_in_order_of_time() -> None:
    paths = [path_of(list(range(1, depth + 1))) for depth in range(1, 601)]
    assert paths == sorted(paths)
    assert max(map(len, paths)) == (tree.LEVELS + 1) * tree.WIDTH
    deepest = paths[tree.LEVELS :]
    assert len(set(deepest)) == len(deepest)
    assert all(path in tree.subtree(paths[tree.LEVELS - 1]) for path in deepest)
