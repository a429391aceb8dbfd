"""What a kill must not have done: the notes of those who posted against what is stored."""

from collections import Counter
from typing import Any

from tests.durability.kill.engines import Server
from tests.durability.kill.load import Load, Sent


def assert_nothing_lost(load: Load) -> None:
    """Nothing acknowledged is lost, nothing is there twice, nothing is there that nobody sent, each
    member's comments are in the order they were sent in, and the database is whole."""
    found = load.site.run("tests.durability.kill.audit")
    stored = [each for each in found["stored"] if each["pk"] != load.site.stage["first"]]
    _compare({sent.token: sent for sent in load.sent}, stored)
    assert not found["faults"], found["faults"]
    if isinstance(load.site.database, Server):
        assert not (wrong := load.site.database.check()), wrong


def _compare(sent: dict[str, Sent], stored: list[dict[str, Any]]) -> None:
    there = {each["token"]: each for each in stored}
    told = [each for each in sent.values() if each.led_to]
    lost = [each for each in told if each.token not in there]
    assert not lost, f"acknowledged and lost: {lost}"
    moved = [each for each in told if {*each.led_to} != {there[each.token]["pk"]}]
    assert not moved, f"led elsewhere than to the comment: {moved}"
    twice = [words for words, times in Counter(e["source"] for e in stored).items() if times > 1]
    assert not twice, f"posted twice: {twice}"
    phantoms = [each for each in stored if not _is(each, sent.get(each["token"]))]
    assert not phantoms, f"nobody sent: {phantoms}"
    for author in {each.author for each in sent.values()}:
        own = [each["token"] for each in stored if each["author"] == author]
        assert own == [token for token in sent if token in {*own} and sent[token].author == author]


def _is(stored: dict[str, Any], sent: Sent | None) -> bool:
    return sent is not None and (stored["author"], stored["source"]) == (sent.author, sent.source)
