"""For every viewer, in every state and after every act, the page of pieces is the page itself."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import mute
from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.draft import Sheet, Typed, keep_draft
from forum.comments.models import Comment
from forum.pieces.hands import NOTHING
from forum.pieces.holes import Holed
from forum.pieces.models import Piece, Shell
from forum.stances.actions.take import take_stance
from tests.cast import client_of, make_claim, make_comment, make_members, rate
from tests.pieces.oracle import at_once, difference, page
from tests.table.acts import ACTS, send
from tests.table.scene import ROLES, STATES, Scene, set_scene

# Who does what, so that others see something else then.
DOES = {
    "reader": ("argue", "answer", "rate", "take a stance", "answer a claim"),
    "its author": ("edit", "delete", "leave the debate"),
    "essay's author": ("concede", "hold in my debate"),
    "moderator": (
        *("hold", "hide", "remove", "restore", "approve", "lock its thread", "lock the debate"),
        *("slow down", "premoderate", "premoderate all", "silence"),
    ),
}
DONE = [(role, act) for role, acts in DOES.items() for act in acts]
BEFORE = {"restore": "hidden", "approve": "held"}  # what the act changes


@pytest.fixture(autouse=True)
def _no_kept_pages(settings: object) -> None:
    settings.KEEP_PAGES = 0


def check(scene: Scene) -> None:
    for role in ROLES:
        assert not difference(scene.people[role], scene.article), role


@pytest.mark.parametrize("state", ["visible", "held", "hidden", "removed", "deleted"])
def test_each_role_is_shown_the_page_in_each_state(db: None, state: str) -> None:
    assert state in STATES
    check(set_scene(state))


@pytest.mark.parametrize(("role", "act"), DONE)
def test_after_each_act_everyone_is_shown_the_page_as_it_is(db: None, role: str, act: str) -> None:
    scene = set_scene(BEFORE.get(act, "visible"))
    for viewer in (None, scene.person("reader")):
        page(viewer, scene.article)  # what is ready now will be old
    assert send(scene, client_of(scene.person(role)), ACTS[act]) == 302
    check(scene)


def test_what_is_a_members_own_lies_over_the_page(
    article: Article, author: User, member: User, reader2: User
) -> None:
    page(reader2, article)
    theirs = [make_comment(member, article, side) for side in ("for", "against", "neutral")]
    make_comment(author, article, "against", theirs[0])
    for reader in make_members(6):
        rate(reader, theirs[0], True, "against")
    rate(reader2, theirs[0], True, "against")
    rate(reader2, theirs[1], False, "for")
    assert page(reader2, article) == at_once(reader2, article)
    mute(reader2, member)
    shown = page(reader2, article)
    assert shown == at_once(reader2, article)
    assert shown.count("You mute Gregor Maas") == len(theirs)
    assert shown.count('class="new"') == 4


def test_a_members_draft_stands_in_the_form(article: Article, author: User, reader2: User) -> None:
    sheet = Sheet(article, 0, uuid4())
    make_claim(article, 2)
    for typed in (Typed("Begun."), Typed("Of a claim.", "for", claim=2)):
        keep_draft(reader2, sheet, typed)
        shown = page(reader2, article)
        assert f"{typed.source}</textarea>" in shown
        assert shown == at_once(reader2, article)


def test_a_visitors_page_is_made_in_two_queries(article: Article, member: User) -> None:
    for _ in range(20):
        make_comment(member, article, "for")
    page(None, article)
    with CaptureQueriesContext(connection) as taken:
        Client().get(article.get_absolute_url())
    assert len(taken) == 2, [query["sql"][:200] for query in taken]


@pytest.mark.parametrize("how_many", [2, 40])
def test_a_members_page_asks_as_much_however_much_they_did(
    article: Article, member: User, reader2: User, how_many: int
) -> None:
    """Session, member, essay, twice what is theirs, pieces."""
    take_stance(reader2, article, "for")
    for each in range(how_many):
        comment = make_comment(member, article, "against")
        make_comment(reader2, article, "for", comment)
        rate(reader2, comment, each % 2 == 0, "for")
    page(reader2, article)
    client = client_of(reader2)
    client.get(article.get_absolute_url())
    with CaptureQueriesContext(connection) as taken:
        client.get(article.get_absolute_url())
    assert len(taken) == 6, [query["sql"][:200] for query in taken]


def test_an_argument_is_made_anew_alone_when_it_changes(
    article: Article, member: User, reader2: User
) -> None:
    ours, theirs = (make_comment(who, article) for who in (member, reader2))
    page(None, article)
    before = dict(Piece.objects.values_list("comment", "version"))
    rate(member, theirs, True, "against")
    page(None, article)
    after = dict(Piece.objects.values_list("comment", "version"))
    assert (after[ours.pk], after[theirs.pk]) == (before[ours.pk], before[theirs.pk] + 1)


def test_what_is_kept_is_what_visitors_see_with_the_holes_beside_it(
    article: Article, member: User
) -> None:
    root = make_comment(member, article)
    reply = make_comment(member, article, parent=root)
    seen = page(None, article)
    shell = Shell.objects.get()
    for ready in (shell, *Piece.objects.all()):
        assert "<hole" not in ready.html
        assert Holed.kept(ready.html, ready.holes).holes
    assert all(piece.html in seen for piece in Piece.objects.filter(comment=root))
    given = {
        int(facts[0]): shell.html[begin:end]
        for begin, end, name, facts in Holed.kept(shell.html, shell.holes).holes
        if name == "comment"
    }
    assert given[root.pk] == NOTHING  # or it would be put together for nothing, on every page
    assert given[reply.pk] != NOTHING


def test_nobody_can_write_a_hole(article: Article, member: User) -> None:
    words = '<hole rate 1 2> `<hole comment 1>` [a](/b "<hole masthead>") </hole><given>'
    make_comment(member, article, source=words)
    html = Comment.objects.get().html
    assert "<hole" not in html
    assert "<given" not in html
    assert page(member, article) == at_once(member, article)
