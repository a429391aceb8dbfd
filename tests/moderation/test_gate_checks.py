"""The checks before posting, each by itself: pure functions of what is known of a comment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from forum import figures
from forum.moderation.gate.checks import CHECKS, in_words, verdict_on
from forum.moderation.gate.facts import Author, Facts, Found, Outcome, Text, Verdict
from tests.structure.source import ROOT

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEXT = Text("1f", length=300, links=0, capitals=0.03)
LINKED = replace(TEXT, links=1)
OLD, NEW = Author(), Author(is_new=True)
MODERATOR = Author(is_moderator=True)
FLOOD = {"surge_here": 5, "surge_on_site": 5}
TODAY = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def _figures_of_the_site(site_figures: None) -> None:
    pass


def verdict(author: Author = OLD, text: Text = TEXT, **known: object) -> Verdict | None:
    return verdict_on(Facts(NOW, text, author, **known))  # type: ignore[arg-type]


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


STOPPED = [
    ("restricted", Outcome.REFUSE, {"author": Author(refusal="You are silenced.")}),
    ("phrases", Outcome.HOLD, {"text": replace(TEXT, found=(Found("casino", False, "spam"),))}),
    ("phrases", Outcome.REFUSE, {"text": replace(TEXT, found=(Found("casino", True, "spam"),))}),
    ("repeated", Outcome.REFUSE, {"said_before": True}),
    ("repeated", Outcome.REFUSE, {"said_before": True, "is_edit": True}),
    ("repeated", Outcome.REFUSE, {"author": NEW, "said_by_new": 2}),
    ("too_fast", Outcome.REFUSE, {"author": Author(last_at=ago(seconds=4))}),
    ("too_fast", Outcome.REFUSE, {"author": Author(last_at=ago(seconds=29), is_new=True)}),
    ("too_fast", Outcome.REFUSE, {"author": replace(MODERATOR, last_at=ago(seconds=4))}),
    ("first_day", Outcome.REFUSE, {"author": Author(first_day_ends=TODAY, roots=3)}),
    (
        "first_day",
        Outcome.REFUSE,
        {"author": Author(first_day_ends=TODAY, replies=10), "is_reply": True},
    ),
    ("slow_mode", Outcome.REFUSE, {"author": Author(last_here=ago(minutes=9)), "pause": 600}),
    ("flagged", Outcome.REFUSE, {"may_not_answer": "You flagged this."}),
    ("premoderated", Outcome.HOLD, {"author": Author(is_premoderated=True)}),
    ("premoderated", Outcome.HOLD, {"is_premoderated": True}),
    ("premoderated", Outcome.HOLD, {"is_site_premoderated": True}),
    (
        "premoderated",
        Outcome.HOLD,
        {"author": Author(wrote_essay=True), "is_site_premoderated": True},
    ),
    ("new_with_links", Outcome.HOLD, {"author": NEW, "text": LINKED}),
    ("surge", Outcome.HOLD, {"author": NEW, "surge_here": 5}),
    ("surge", Outcome.HOLD, {"author": NEW, "surge_on_site": 8}),
    ("many_links", Outcome.NUDGE, {"text": replace(TEXT, links=6)}),
    ("capitals", Outcome.NUDGE, {"text": replace(TEXT, capitals=0.8)}),
]

PASSES = {
    "an argument like most": {},
    "a new member’s argument": {"author": NEW},
    "a link of somebody known": {"text": LINKED},
    "a moderator who quotes what is on the list": {
        "author": MODERATOR,
        "text": replace(TEXT, found=(Found("casino", True, "spam"),)),
    },
    "words that one other new member used": {"author": NEW, "said_by_new": 1},
    "a short question that several new members ask": {
        "author": NEW,
        "said_by_new": 4,
        "text": replace(TEXT, length=12),
    },
    "the words of new members, by somebody known": {"said_by_new": 4},
    "a comment after five seconds": {"author": Author(last_at=ago(seconds=5))},
    "a new member’s after half a minute": {"author": Author(last_at=ago(seconds=30), is_new=True)},
    "an edit at once": {"author": Author(last_at=NEW.last_at or NOW), "is_edit": True},
    "a third argument on the first day": {"author": Author(first_day_ends=TODAY, roots=2)},
    "a reply after three arguments": {
        "author": Author(first_day_ends=TODAY, roots=3),
        "is_reply": True,
    },
    "the fourth argument on a later day": {"author": Author(roots=3)},
    "after the pause of slow mode": {"author": Author(last_here=ago(minutes=10)), "pause": 600},
    "the first comment in slow mode": {"pause": 600},
    "the essay’s author in slow mode": {
        "author": Author(last_here=NOW, wrote_essay=True),
        "pause": 600,
    },
    "an edit in slow mode": {"author": Author(last_here=NOW), "pause": 600, "is_edit": True},
    "the essay’s author in a debate that is premoderated": {
        "author": Author(wrote_essay=True),
        "is_premoderated": True,
    },
    "a moderator on a site that is premoderated": {
        "author": MODERATOR,
        "is_site_premoderated": True,
    },
    "somebody known while new members flood": FLOOD | {"surge_on_site": 99},
    "a new member after four others": {"author": NEW, "surge_here": 4, "surge_on_site": 7},
    "five links": {"text": replace(TEXT, links=5)},
    "a title in capitals": {"text": replace(TEXT, capitals=1, length=29)},
    "capitals after a second thought": {
        "text": replace(TEXT, capitals=1, links=9),
        "reconsidered": True,
    },
}


@pytest.mark.parametrize(("name", "outcome", "known"), STOPPED)
def test_it_is_stopped_with_a_reason(name: str, outcome: Outcome, known: dict[str, object]) -> None:
    found = verdict(**known)  # type: ignore[arg-type]
    assert found
    assert (found.name, found.outcome) == (name, outcome)
    assert found.why


@pytest.mark.parametrize("known", PASSES.values(), ids=PASSES)
def test_it_passes(known: dict[str, object]) -> None:
    assert verdict(**known) is None  # type: ignore[arg-type]


def test_every_check_has_a_case_that_it_stops() -> None:
    assert {name for name, _outcome, _known in STOPPED} == {check.__name__ for check in CHECKS}


def test_a_refusal_goes_before_a_hold() -> None:
    """Or a held text could be sent as often as one likes."""
    held = replace(TEXT, found=(Found("casino", False, "spam"),))
    found = verdict(Author(last_at=ago(seconds=1)), held)
    assert found
    assert found.name == "too_fast"


def test_a_hold_goes_before_a_nudge() -> None:
    found = verdict(NEW, replace(TEXT, links=9))
    assert found
    assert found.name == "new_with_links"


def test_too_fast_says_how_many_seconds_to_wait() -> None:
    found = verdict(Author(last_at=ago(seconds=12.2), is_new=True))
    assert found
    assert (found.status, found.wait) == (429, 18)
    assert found.why.endswith("You can post again in 18 seconds.")


def test_the_first_day_says_how_many_hours_are_left() -> None:
    found = verdict(Author(first_day_ends=NOW + timedelta(hours=3), roots=3))
    assert found
    assert found.wait == 3 * 3600
    assert "3 hours" in found.why


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (119, "119 seconds"), (121, "3 minutes"), (7200, "2 hours")],
)
def test_spans_are_said_in_the_unit_one_would_use(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


def test_why_fits_where_it_is_kept() -> None:
    long = Found("w" * 60, False, "spam")
    found = verdict(text=replace(TEXT, found=(long,)))
    assert found
    assert len(found.why) <= 300


def test_an_operator_changes_some_figures() -> None:
    assert figures.changed("") == figures.MODERATION
    assert figures.changed('{"pause_seconds": 9}') == {**figures.MODERATION, "pause_seconds": 9}


@pytest.mark.parametrize(
    "slip", ['{"pause": 9}', '{"pause_seconds": "9"}', '{"pause_seconds": -1}', "pause_seconds=9"]
)
def test_a_slip_in_the_figures_stops_the_site_from_starting(slip: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        figures.changed(slip)


def test_every_figure_is_explained() -> None:
    text = (ROOT / "docs/moderation.md").read_text()
    assert not {name for name in figures.MODERATION if f"`{name}`" not in text}
