"""The demo's texts, before any of them is loaded: they fit our limits and tell a possible story."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from forum.articles.models import ALT_MAX, CAPTION_MAX, NOTE_MAX, SUBTITLE_MAX, THESIS_MAX
from forum.articles.positions import Position, Stand
from forum.comments.rules import EDIT_WITHIN
from forum.exchange.demo import content
from forum.exchange.demo.content import Argument, Debate, Essay
from forum.exchange.demo.essays import FIGURE
from forum.moderation.models import REASON_MAX
from forum.moderation.rulebook import FIRST_RULES

PEOPLE = {person.username for person in content.people()}
MODERATORS = {person.username for person in content.people() if person.office != "member"}
ESSAYS = {essay.slug: essay for essay in content.essays()}
DEBATES = {debate.article: debate for debate in content.debates()}

each_essay = pytest.mark.parametrize("essay", ESSAYS.values(), ids=list(ESSAYS))
each_debate = pytest.mark.parametrize("debate", DEBATES.values(), ids=list(DEBATES))


def depth(argument: Argument) -> int:
    return 1 + (depth(argument.parent) if argument.parent else 0)


def age(debate: Debate) -> timedelta:
    return timedelta(days=ESSAYS[debate.article].days_ago)


def test_the_demo_is_as_large_as_it_should_be() -> None:
    sizes = {slug: len(debate.arguments) for slug, debate in DEBATES.items()}
    assert len(ESSAYS) >= 6
    assert sum(sizes.values()) >= 160
    assert len({made.by for debate in DEBATES.values() for made in debate.arguments}) >= 25
    largest = DEBATES[max(sizes, key=lambda slug: sizes[slug])]
    assert len(largest.arguments) >= 60
    assert max(map(depth, largest.arguments)) >= 6
    assert [essay.part for essay in ESSAYS.values() if essay.series] == [1, 2]


def test_people_follow_people_who_exist() -> None:
    for person in content.people():
        assert set(person.follows) <= PEOPLE - {person.username}


@each_essay
def test_an_essay_fits_the_page(essay: Essay) -> None:
    assert essay.author in PEOPLE
    assert 0 < len(essay.thesis) <= THESIS_MAX
    assert len(essay.subtitle) <= SUBTITLE_MAX
    assert 600 <= len(re.split(r"\n\[\^", essay.body)[0].split()) <= 1650
    assert len(re.findall(r"\*\*[^*]{20,}\*\*", essay.body)) >= 3  # its premises


@each_essay
def test_its_figures_are_there_and_described(essay: Essay) -> None:
    assert "figures/" not in FIGURE.sub("", essay.body)
    for alt, name, caption in FIGURE.findall(essay.body):
        assert content.figure(name).is_file()
        assert 20 < len(alt) <= ALT_MAX
        assert 0 < len(caption) <= CAPTION_MAX
    if essay.cover:
        assert content.figure(essay.cover).is_file()
        assert 0 < len(essay.cover_alt) <= ALT_MAX
        assert f"figures/{essay.cover}" not in essay.body  # or it would be there twice


@each_essay
def test_its_revisions_follow_from_one_another(essay: Essay) -> None:
    body, days = essay.body, essay.days_ago
    for change in essay.revisions:
        body = change.made_to(body)  # raises when the old text is not there exactly once
        assert change.days_ago < days
        assert 0 < len(change.note) <= NOTE_MAX
        days = change.days_ago


@each_debate
def test_readers_take_stances_on_what_others_wrote(debate: Debate) -> None:
    assert len(debate.stances) >= 14
    assert set(debate.stances) <= PEOPLE - {ESSAYS[debate.article].author}
    assert {stand for said in debate.stances.values() for stand in said} <= set(Stand.values)


@each_debate
def test_every_argument_has_its_place_and_time(debate: Debate) -> None:
    for made in debate.arguments:
        assert made.by in PEOPLE
        assert made.position in Position.values
        assert 1 <= made.quality <= 5
        assert made.text
        assert (made.parent.after if made.parent else timedelta()) < made.after < age(debate)
        if made.first_text:
            assert timedelta() <= made.edited_after - made.after <= EDIT_WITHIN


def acts(debate: Debate) -> Iterator[content.ModeratorAct]:
    yield from debate.acts
    for made in debate.arguments:
        yield from made.acts


@each_debate
def test_flags_and_acts_name_a_rule(debate: Debate) -> None:
    rules = {slug for _number, slug, _title, _text in FIRST_RULES}
    for made in debate.arguments:
        assert {flag["rule"] for flag in made.flags} <= rules
        assert {flag["by"] for flag in made.flags} <= PEOPLE - {made.by}
        assert all(act.after > made.after for act in made.acts)
    for act in acts(debate):
        assert act.by in MODERATORS
        assert act.rule in rules
        assert 0 < len(act.reason) <= REASON_MAX
        assert act.after < age(debate)


@each_debate
def test_nobody_answers_what_is_hidden_already(debate: Debate) -> None:
    for made in debate.arguments:
        before = [act for act in made.parent.acts if act.after <= made.after] if made.parent else []
        last = max(before, key=lambda act: act.after, default=None)
        assert last is None or last.kind in ("restore", "keep")
