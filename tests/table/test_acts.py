"""Role × state × act: what each act answers to whom, in each state of its subject."""

import re

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import client_of
from tests.table.acts import ACTS, send
from tests.table.scene import ROLES, STATES, Scene, set_scene

# d: done; 0: not a form of ours; 3: may not; 4: not there; 9: not so (any more).
LETTERS = {302: "d", 400: "0", 403: "3", 404: "4", 409: "9"}

# A column for each of STATES: the comment visible, held, hidden, removed, deleted, then its essay
# hidden, withdrawn, a draft. In it a letter for each of ROLES: visitor, reader, the comment's
# author, the essay's author, moderator, administrator.
TABLE = """
argue              3ddddd  3ddddd  3ddddd  3ddddd  3ddddd  344999  344999  344944
answer             3ddddd  399999  399999  399999  399999  344999  344999  344044
edit               34d444  343444  343444  344444  344444  344444  344444  344444
delete             34d444  34d444  34d444  344444  344444  344444  344444  344444
rate               3d3ddd  343433  343433  344433  344444  344333  344333  344444
say what moved me  393999  349499  349499  344499  344444  344333  344333  344444
concede            333d33  343433  343433  344433  344444  344333  344333  344444
take a stance      3ddddd  3ddddd  3ddddd  3ddddd  3ddddd  344333  344333  344344
answer a claim     3ddddd  3ddddd  3ddddd  3ddddd  3ddddd  344333  344333  344444
bookmark           3ddddd  34d4dd  34d4dd  3444dd  344444  344ddd  344ddd  344444
leave the debate   3ddddd  3ddddd  3ddddd  3ddddd  3ddddd  344ddd  344ddd  344d44
watch the debate   3ddddd  3ddddd  3ddddd  3ddddd  3ddddd  344444  344444  344444
mute its author    3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd
flag               3d3ddd  343433  343433  344433  344444  344333  344333  344444
flag the essay     3dd3dd  3dd3dd  3dd3dd  3dd3dd  3dd3dd  344333  344333  344344
flag its author    3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd  3d3ddd
hold in my debate  344ddd  344499  344499  344499  344444  344ddd  344ddd  344444
keep               3444dd  344499  344499  344499  344444  3444dd  3444dd  344444
approve            344499  3444dd  344499  344499  344444  344499  344499  344444
hold               3444dd  344499  344499  344499  344444  3444dd  3444dd  344444
hide               3444dd  3444dd  344499  344499  344444  3444dd  3444dd  344444
remove             3444dd  3444dd  3444dd  344499  344444  3444dd  3444dd  344444
restore            344499  344499  3444dd  3444dd  344444  344499  344499  344444
undo               344444  3444dd  3444dd  3444dd  344444  3444dd  344444  344444
lock its thread    3444dd  3444dd  3444dd  3444dd  344444  3444dd  3444dd  344444
keep the essay     3444dd  3444dd  3444dd  3444dd  3444dd  344499  344499  344444
hide the essay     3444dd  3444dd  3444dd  3444dd  3444dd  344499  344499  344444
restore the essay  344499  344499  344499  344499  344499  3444dd  344499  344444
lock the debate    344ddd  344ddd  344ddd  344ddd  344ddd  344ddd  344ddd  344944
slow down          3443dd  3443dd  3443dd  3443dd  3443dd  3443dd  3443dd  344344
premoderate        344ddd  344ddd  344ddd  344ddd  344ddd  344ddd  344ddd  344944
premoderate all    3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd
warn               3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd
silence            3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd
suspend            3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd  3444dd
appeal             344444  343444  34d444  34d444  344444  344d44  344444  344444
withdraw           344d44  344d44  344d44  344d44  344d44  344344  344344  344344
publish            344d44  344d44  344d44  344d44  344d44  344344  344d44  344d44
"""


def expected() -> dict[str, list[str]]:
    rows = [re.split(r"\s{2,}", line) for line in TABLE.strip().splitlines()]
    return {act: cells for act, *cells in rows}


def browsers(scene: Scene) -> list[Client]:
    return [client_of(person) if person else Client() for person in map(scene.people.get, ROLES)]


def answered(scene: Scene, client: Client, act: str) -> str:
    """The letter of the answer; whatever it did is taken back."""
    with transaction.atomic():
        status = send(scene, client, ACTS[act])
        transaction.set_rollback(True)
    return LETTERS.get(status, f"({status})")


def test_every_act_has_a_row() -> None:
    assert list(expected()) == list(ACTS)


@pytest.mark.parametrize("state", STATES)
def test_each_act_answers_each_role_as_the_table_says(db: None, state: str) -> None:
    scene = set_scene(state)
    clients = browsers(scene)
    found = {act: "".join(answered(scene, client, act) for client in clients) for act in ACTS}
    column = list(STATES).index(state)
    assert found == {act: row[column] for act, row in expected().items()}
