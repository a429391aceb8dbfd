"""Role × state × page: a text that is hidden stands on no page, feed or notice of who may not read
it, and whoever may read it finds it."""

from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import client_of
from tests.table.pages import IN_PIECES, Asked, administration, names, pages
from tests.table.scene import (
    COMMENT,
    COPY,
    EARLIER,
    ESSAY,
    NOTE,
    PLEA,
    ROLES,
    STATES,
    Scene,
    set_scene,
)

EVERYONE = {*ROLES}
OFFICE = {"moderator", "administrator"}

# Who reads the comment's text, and who the essay's, in each state.
READS_COMMENT = {
    "visible": EVERYONE,
    "held": OFFICE | {"its author"},
    "hidden": OFFICE | {"its author"},
    "removed": OFFICE,
    "deleted": set(),
    "essay hidden": OFFICE | {"essay's author"},
    "essay withdrawn": OFFICE | {"essay's author"},
    "draft": set(),
}
READS_ESSAY = dict.fromkeys(STATES, EVERYONE) | {
    "essay hidden": OFFICE | {"essay's author"},
    "essay withdrawn": OFFICE | {"essay's author"},
    "draft": {"essay's author"},
}
NAME = "gregor"
NAMELESS = {"held", "hidden", "removed", "deleted"}  # states in which the stub names nobody
# Where a member may stand by name although a comment of theirs is not shown.
OF_MEMBERS = (
    "accounts:",
    "feeds:author",
    "moderation:flag_member",
    "notifications:inbox",
    "moderation:mine",
)
OF_MEMBERS += ("notifications:unsubscribe",)  # whose mail it ends
OF_MEMBERS += ("notifications:watches",)  # whom one follows
# Where one's own text stands also when it is no longer on the page: the statement of reasons.
OF_ONESELF = ("moderation:statement", "moderation:appeal", "moderation:mine")


def browser(scene: Scene, role: str) -> Client:
    person = scene.people[role]
    return client_of(person) if person else Client()


def told(answer: HttpResponse) -> str:
    """All that an answer says, its headers too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers} {content.decode()}".lower()


def words_hidden_from(role: str, state: str) -> set[str]:
    words = set() if role in OFFICE else {NOTE, PLEA}
    if role == "its author":
        words.discard(PLEA)
    if role not in READS_COMMENT[state]:
        words |= {COMMENT, EARLIER}
    if role not in READS_ESSAY[state]:
        words.add(ESSAY)
    if role != "essay's author":
        words.add(COPY)
    if state in NAMELESS and role not in OFFICE and role != "its author":
        words.add(NAME)
    return words


def is_excused(role: str, place: tuple[str, str]) -> bool:
    """Is it a page on which this word may stand for another reason?"""
    name, word = place
    if word == NAME:
        return name.startswith(OF_MEMBERS)
    return role == "its author" and name in OF_ONESELF


def found(scene: Scene, role: str, words: set[str]) -> list[tuple[str, str]]:
    """The pages, whole and as fragments, on which this person finds any of these words."""
    client = browser(scene, role)
    places = []
    for name, url in _all(scene):
        for headers in ({}, {"HX-Request": "true"})[: 2 if name in IN_PIECES else 1]:
            text = told(client.get(url, headers=headers))
            for asked in (url, quote(url), quote(url, safe="")):  # what one asked says no more
                text = text.replace(asked.lower(), "")
            places += [(name, word) for word in sorted(words) if word in text]
    return places


def _all(scene: Scene) -> list[Asked]:
    return [*pages(scene), *administration()]


def test_every_page_of_the_site_map_is_in_the_table(db: None) -> None:
    assert not names() - {name for name, _ in pages(set_scene("hidden"))}


@pytest.mark.parametrize("state", STATES)
def test_a_text_stands_where_it_may_be_read_and_nowhere_else(db: None, state: str) -> None:
    scene = set_scene(state)
    for role in ROLES:
        places = found(scene, role, words_hidden_from(role, state))
        assert [(role, place) for place in places if not is_excused(role, place)] == []
        _reads(scene, role, state)


def _reads(scene: Scene, role: str, state: str) -> None:
    """Whoever may read the texts finds them at their addresses."""
    client = browser(scene, role)
    essay = told(client.get(scene.article.get_absolute_url(), follow=True))
    assert (f"a {ESSAY} word" in essay) == (role in READS_ESSAY[state]), role
    for comment in scene.comments:
        text = told(client.get(comment.get_absolute_url()))
        assert (f"a {COMMENT} figure" in text) == (role in READS_COMMENT[state]), role
