"""No act of a reader, an author or a moderator leaves a kept page as it was if it shows the act."""

import pytest
from django.db import transaction
from django.test import Client

from tests import guard
from tests.table.acts import ACTS, send
from tests.table.pages import pages
from tests.table.scene import ROLES, Scene, set_scene
from tests.table.test_acts import browsers

DONE = 302


def do(scene: Scene, clients: list[Client], act: str) -> bool:
    """Have somebody do it who may, compare every page that is still kept, and take it back."""
    for client in reversed(clients):
        with transaction.atomic():
            done = send(scene, client, ACTS[act]) == DONE
            guard.check_all()
            transaction.set_rollback(True)
        if done:
            return True
    return False


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_no_act_leaves_a_page_that_shows_it(db: None, state: str) -> None:
    scene, visitor = set_scene(state), Client()
    clients = browsers(scene)[1:]
    for _, address in pages(scene):
        visitor.get(address)
    assert guard.check_all() > 15, "hardly any page is kept"
    done = {act for act in ACTS if do(scene, clients, act)}
    assert len(done) > len(ACTS) / 2, f"of {len(ROLES)} roles hardly any could do anything"
