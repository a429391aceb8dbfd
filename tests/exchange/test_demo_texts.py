"""The demo's texts, before any of them is loaded: they fit our limits and tell a possible story."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from accounts import names
from forum.articles.models import ALT_MAX, CAPTION_MAX, NOTE_MAX, SUBTITLE_MAX, THESIS_MAX
from forum.articles.positions import Position, Stand
from forum.comments.rules import EDIT_WITHIN
from forum.exchange.demo import content
from forum.exchange.demo.content import Argument, Debate, Essay
from forum.exchange.demo.essays import FIGURE
from forum.exchange.demo.measures import PLAYS
from forum.moderation.models import APPEAL_MAX, REASON_MAX
from forum.moderation.rulebook import FIRST_RULES
from forum.stances.models import REASON_MAX as WHY_MAX
from forum.stances.models import REASON_MIN as WHY_MIN
from forum.text.plain import Plain, plain
from forum.text.render import render_essay

PEOPLE = {person.username for person in content.people()}
READERS = {person.username for person in content.readers()}
NEWEST = "the-meeting-should-be-a-letter"  # too few readers to tell where they stand
MODERATORS = {person.username for person in content.people() if person.office != "member"}
ESSAYS = {essay.slug: essay for essay in content.essays()}
DEBATES = {debate.article: debate for debate in content.debates()}

each_essay = pytest.mark.parametrize("essay", ESSAYS.values(), ids=list(ESSAYS))
each_debate = pytest.mark.parametrize("debate", DEBATES.values(), ids=list(DEBATES))


BACK = ("restore", "keep", "approve")  # then it is public again


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


@each_essay
def test_an_essay_marks_its_claims(essay: Essay) -> None:
    for body in versions(essay):
        assert 3 <= len(text_of(body).claims) <= 6
        assert sorted(text_of(body).claims) == list(text_of(body).claims)  # in order
    assert "**" not in essay.body  # a claim stands out by itself


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


def text_of(body: str) -> Plain:
    return plain(render_essay(body).html)


def versions(essay: Essay) -> list[str]:
    """The essay's bodies, from the first to the one it has now."""
    bodies = [essay.body]
    for change in essay.revisions:
        bodies.append(change.made_to(bodies[-1]))
    return bodies


def readers_of(debate: Debate) -> int:
    return len(debate.stances) + sum(debate.quiet.moves.values())


def test_readers_have_names_of_their_own() -> None:
    assert 90 <= len(READERS) <= 150
    assert len(READERS) == len(content.readers())
    assert not READERS & PEOPLE
    for username in READERS:
        names.validate(username)


@each_debate
def test_readers_take_stances_on_what_others_wrote(debate: Debate) -> None:
    assert set(debate.stances) <= (PEOPLE | READERS) - {ESSAYS[debate.article].author}
    stands = {stand for said in debate.stances.values() for stand in (said.first, said.then)}
    assert stands | {stand for walk in debate.quiet.moves for stand in walk} <= set(Stand.values)
    assert sum(debate.quiet.moves.values()) <= len(READERS - set(debate.stances))
    if debate.article == NEWEST:
        assert readers_of(debate) < 5
    else:
        assert 40 <= readers_of(debate) <= 150


@each_debate
def test_some_say_what_moved_them_and_why(debate: Debate) -> None:
    moved = {name: said for name, said in debate.stances.items() if said.moved_by}
    assert len(moved) >= 5 or debate.article == NEWEST
    for name, said in moved.items():
        assert said.moved_by
        assert said.first != said.then
        assert said.moved_by.by != name
        assert WHY_MIN <= len(said.why) <= WHY_MAX
    reasons = [said.why for said in moved.values()]
    assert len(set(reasons)) == len(reasons)


@each_debate
def test_readers_answer_claims_that_are_made(debate: Debate) -> None:
    last = versions(ESSAYS[debate.article])[-1]
    assert set(debate.quiet.answers) <= set(text_of(last).claims)
    for weights in debate.quiet.answers.values():
        assert set(weights) == set(Stand.values)
        assert {sum(three) for three in weights.values()} == {100}


@each_debate
def test_comments_answer_places_that_the_essay_had_when_they_were_made(debate: Debate) -> None:
    roots = [made for made in debate.arguments if not made.parent]
    anchored = [made for made in roots if made.claim or made.quote]
    assert len(anchored) >= len(roots) / 2
    for made in anchored:
        for body in versions_at(debate, made.after):
            text = text_of(body)
            assert made.claim in text.claims if made.claim else text.text.count(made.quote) == 1


def versions_at(debate: Debate, after: timedelta) -> list[str]:
    """The versions that may stand so long after publishing: it was in the morning of that day."""
    essay = ESSAYS[debate.article]
    gaps = [timedelta(days=essay.days_ago - change.days_ago) for change in essay.revisions]
    surely = sum(gap + timedelta(days=1) <= after for gap in gaps)
    perhaps = sum(gap <= after for gap in gaps)
    return versions(essay)[surely : perhaps + 1]


@each_debate
def test_an_author_gives_way_to_somebody_else(debate: Debate) -> None:
    for given in debate.concessions:
        assert given.to.by != ESSAYS[debate.article].author
        assert given.to.after < given.after < age(debate)
        assert WHY_MIN <= len(given.note) <= WHY_MAX
        assert bool(given.claim) != bool(given.thesis)
        assert len(given.thesis) <= THESIS_MAX


def test_authors_give_way_in_every_way_there_is() -> None:
    given = [given for debate in DEBATES.values() for given in debate.concessions]
    assert {(bool(each.claim), each.wholly) for each in given} == {
        (True, True),
        (True, False),
        (False, False),
    }


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
        assert act.by in able_to(act.kind, debate)
        assert act.rule in rules
        assert (0 if not act.by else 1) <= len(act.reason) <= REASON_MAX
        assert act.after < age(debate)


def able_to(kind: str, debate: Debate) -> set[str]:
    """Holding is also the essay's author's, and the site's own rules', which are nobody."""
    return MODERATORS | ({"", ESSAYS[debate.article].author} if kind == "hold" else set())


@each_debate
def test_measures_are_taken_in_their_order(debate: Debate) -> None:
    named: dict[str, content.Measure] = {}
    for measure in debate.measures:
        assert measure.kind in PLAYS
        assert measure.after < age(debate)
        assert 0 < len(measure.reason or measure.text) <= APPEAL_MAX
        if isinstance(measure.of, str) and measure.of:
            assert named[measure.of].after < measure.after
        named[measure.name] = measure


@each_debate
def test_nobody_answers_what_is_hidden_already(debate: Debate) -> None:
    for made in debate.arguments:
        before = [act for act in made.parent.acts if act.after <= made.after] if made.parent else []
        last = max(before, key=lambda act: act.after, default=None)
        back = last and put_back(debate, made.parent)
        assert last is None or last.kind in BACK or (back and back < made.after)


def put_back(debate: Debate, argument: Argument) -> timedelta | None:
    """When an appeal about it was granted, if one was."""
    appeals = {told.name for told in debate.measures if told.of == argument}
    granted = (told for told in debate.measures if told.kind == "grant" and told.of in appeals)
    return next((told.after for told in granted), None)
