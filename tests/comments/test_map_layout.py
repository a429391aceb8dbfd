"""What a map draws of a debate, and where: of any debate nothing is lost and nothing meets."""

from itertools import combinations, pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.articles.positions import Position
from forum.comments import tree
from forum.comments.map import words
from forum.comments.map.folding import LONE
from forum.comments.map.forest import Row
from forum.comments.map.layout import Spot
from forum.comments.map.sheets import HEAD, NARROW, WIDE, Plan, Sheet, plan

MANY = settings(max_examples=60)


@st.composite
def debates(draw: st.DrawFn) -> list[Row]:
    """Debates of up to 700 comments: bushy or deep, with many roots or one, some of it hidden."""
    chance = Random(draw(st.integers(0, 2**32)))
    size, roots, depth = draw(st.integers(0, 700)), draw(st.floats(0, 1)), draw(st.floats(0, 1))
    hidden = draw(st.sampled_from([0, 0.1, 0.6]))
    sides = draw(st.lists(st.sampled_from(Position.values), min_size=1, max_size=3))
    rows: list[Row] = []
    for number in range(1, size + 1):
        above = None if not rows or chance.random() < roots else _above(rows, depth, chance)
        path = tree.child_path(above.path if above else "", number)
        shown = chance.random() >= hidden
        rows.append(Row(number, path, chance.choice(sides), chance.random(), is_shown=shown))
    return rows


def _above(rows: list[Row], depth: float, chance: Random) -> Row:
    return rows[-1] if chance.random() < depth else chance.choice(rows)


def spots_of(drawn: Plan) -> list[tuple[Position, Spot]]:
    return [(position, spot) for position in Position for spot in drawn.of(position)]


def debate(*roots: tuple[str, int]) -> list[Row]:
    """Rows of roots, each of a side and with so many direct replies."""
    rows: list[Row] = []
    for position, replies in roots:
        rows.append(Row(len(rows) + 1, tree.encode(len(rows) + 1), position))
        root = rows[-1]
        for _ in range(replies):
            number = len(rows) + 1
            rows.append(Row(number, tree.child_path(root.path, number), "against"))
    return rows


@MANY
@given(debates(), st.sampled_from([WIDE, NARROW]))
def test_every_comment_is_drawn_or_counted_once(rows: list[Row], sheet: Sheet) -> None:
    drawn = plan(rows, {}, sheet)
    marks = [spot.branch.row for _, spot in spots_of(drawn) if spot.branch.row.is_shown]
    assert len({row.id for row in marks}) == len(marks)
    counted = sum(spot.branch.rest for _, spot in spots_of(drawn))
    folded = sum(g.lone + g.small + g.small_replies for g in drawn.groups.values())
    assert len(marks) + counted + folded == sum(row.is_shown for row in rows)


@MANY
@given(debates(), st.sampled_from([WIDE, NARROW]))
def test_no_two_marks_meet_and_all_are_on_the_sheet(rows: list[Row], sheet: Sheet) -> None:
    drawn = plan(rows, {}, sheet)
    discs = []
    for position, spot in spots_of(drawn):
        x, y = drawn.point(position, spot.level, spot.at)
        r = sheet.reach(spot.branch)
        assert r <= x <= sheet.width - r
        assert HEAD <= y <= drawn.height - r
        discs.append((x, y, r))
    for (x1, y1, r1), (x2, y2, r2) in combinations(discs, 2):
        assert abs(x1 - x2) >= r1 + r2 or abs(y1 - y2) >= r1 + r2
    assert drawn.height < 2600


@MANY
@given(debates(), st.sampled_from([WIDE, NARROW]))
def test_each_side_has_its_place_and_distance_is_depth(rows: list[Row], sheet: Sheet) -> None:
    drawn = plan(rows, {}, sheet)
    for position, spot in spots_of(drawn):
        x, y = drawn.point(position, spot.level, spot.at)
        if position == Position.NEUTRAL:
            assert y > drawn.base
            continue
        assert y < drawn.base
        out = sheet.first + sheet.step * (spot.level - 1)
        assert x - sheet.middle == (-out if position == Position.FOR else out)


def test_few_threads_without_replies_are_drawn_and_many_are_folded() -> None:
    few = plan(debate(*[("for", 0)] * LONE), {}, WIDE)
    many = plan(debate(*[("for", 0)] * (LONE + 1), ("for", 1)), {}, WIDE)
    assert (len(few.spots[Position.FOR]), few.groups[Position.FOR].lone) == (LONE, 0)
    assert (len(many.spots[Position.FOR]), many.groups[Position.FOR].lone) == (1, LONE + 1)


def test_the_largest_threads_come_first() -> None:
    drawn = plan(debate(("for", 1), ("for", 5), ("for", 3)), {}, WIDE)
    assert [root.branch.size for root in drawn.spots[Position.FOR]] == [5, 3, 1]


def test_a_deep_branch_is_cut_and_what_is_below_is_counted() -> None:
    rows = [Row(1, tree.encode(1), "for")]
    for number in range(2, 21):
        rows.append(Row(number, tree.child_path(rows[-1].path, number), "against"))
    drawn = plan(rows, {}, WIDE)
    deepest = list(drawn.of(Position.FOR))[-1]
    assert (deepest.level, deepest.branch.rest) == (WIDE.side.levels, 20 - WIDE.side.levels)


@MANY
@given(debates())
def test_names_keep_their_distance(rows: list[Row]) -> None:
    drawn = plan(rows, {}, WIDE)
    for position in (Position.FOR, Position.AGAINST):
        heights = [root.at for root in drawn.spots[position]][: WIDE.side.named]
        assert all(after - before >= WIDE.side.name_room for before, after in pairwise(heights))


def test_a_hidden_comment_is_an_empty_place_only_where_something_stands_under_it() -> None:
    rows = debate(("for", 2), ("for", 0))
    hidden = [Row(row.id, row.path, row.position, is_shown=row.id in (2, 3)) for row in rows]
    drawn = plan(hidden, {}, WIDE)
    assert [spot.branch.row.id for spot in drawn.of(Position.FOR)] == [1, 2, 3]


@given(st.text(max_size=80), st.floats(60, 400))
def test_a_name_is_cut_to_the_room_there_is(name: str, room: float) -> None:
    told = words.fitting(name, room)
    assert told == name or (told.endswith("…") and len(told) <= len(name))
    assert words.fitting(told, room) == told


def test_words_are_cut_where_one_ends_and_wide_letters_take_more_room() -> None:
    assert words.fitting("The fine falls on those who stay away", 150) == "The fine falls on…"
    assert len(words.fitting("図書館の罰金は誰のためにもならない", 100)) == 7
    assert [words.short(n) for n in (7, 999, 4090)] == ["+7", "+999", "+4k"]
