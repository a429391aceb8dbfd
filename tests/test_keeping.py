"""What is costly is made once for everyone: no two make it at a time, and nobody waits long."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache

from forum import keeping
from forum.keeping import Kept, kept

FRESH = timedelta(minutes=10)
pytestmark = pytest.mark.usefixtures("db")  # where the cache is


def made(thing: str) -> Kept[str]:
    return kept("thing", lambda: thing, FRESH)


def age(span: timedelta) -> Kept[str]:
    old = replace(cache.get("thing"), made_at=cache.get("thing").made_at - span)
    cache.set("thing", old)
    return old


def test_it_is_made_anew_when_it_is_no_longer_fresh() -> None:
    made("first")
    assert made("second").thing == "first"
    age(FRESH)
    assert made("third").thing == "third"


def test_while_one_makes_it_others_are_given_the_old_one() -> None:
    made("first")
    old = age(FRESH)
    cache.add("thing:making", True, 30)
    assert made("second") == old


def test_whoever_waits_in_vain_for_another_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "TIMES", 0)
    cache.add("thing:making", True, 30)
    assert made("mine").thing == "mine"


def test_whoever_fails_leaves_the_making_to_the_next() -> None:
    def fail() -> str:
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        kept("thing", fail, FRESH)
    assert made("second").thing == "second"
