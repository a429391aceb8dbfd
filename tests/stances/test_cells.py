"""Readers are counted by answer and stance, one act at a time: what is counted stays right, is
mended, and costs no more where very many answered."""

from importlib import import_module
from random import Random

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import User
from forum.articles.models import Article, Claim
from forum.stances.actions.answer import answer_claim
from forum.stances.actions.forget import forget_stances
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Answer, Cell, ClaimAnswer, Stand, Tally
from tests.cast import make_claim, make_members
from tests.work import needs_sqlite, steps_of


def act_at_random(article: Article, readers: list[User], claims: list[Claim], dice: Random) -> None:
    for _ in range(60):
        reader = dice.choice(readers)
        if dice.random() < 0.5:
            take_stance(reader, article, dice.choice(Stand.values))
        else:
            answer_claim(reader, dice.choice(claims), dice.choice([*Answer.values, None]))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_readers_do_the_tally_is_right(article: Article, seed: int) -> None:
    claims = [make_claim(article, number) for number in (1, 2, 3)]
    readers = make_members(5)
    act_at_random(article, readers, claims, Random(seed))
    assert mend(article) == []
    while forget_stances(readers[0]):
        pass
    assert mend(article) == []


def test_the_last_answer_taken_back_leaves_nobody(claim: Claim, member: User) -> None:
    take_stance(member, claim.article, "for")
    answer_claim(member, claim, "doubt")
    take_stance(member, claim.article, "against")
    answer_claim(member, claim, None)
    assert not Cell.objects.filter(readers__gt=0).exists()
    assert Tally.objects.get().answers == {}


def test_a_wrong_cell_is_mended_and_named(claim: Claim, member: User) -> None:
    take_stance(member, claim.article, "for")
    answer_claim(member, claim, "doubt")
    Cell.objects.update(readers=9)
    assert f"cell {claim.pk} doubt for" in str(mend(claim.article))
    assert mend(claim.article) == []


def test_answers_that_were_brought_in_are_counted_by_the_first_act(
    claim: Claim, member: User
) -> None:
    readers = make_members(3)
    ClaimAnswer.objects.bulk_create(
        ClaimAnswer(claim=claim, reader=reader, answer="doubt") for reader in readers
    )
    take_stance(member, claim.article, "for")
    assert Tally.objects.get().answers == {"3": {"doubt": 3}}
    assert mend(claim.article) == []


def test_answers_from_before_cells_were_kept_are_counted(claim: Claim) -> None:
    act_at_random(claim.article, make_members(5), [claim], Random(1))
    Cell.objects.all().delete()
    migration = import_module("forum.stances.migrations.0008_cells")
    migration.count_cells(apps, connection.schema_editor())
    assert Cell.objects.exists()
    assert mend(claim.article) == []


@needs_sqlite
def test_a_change_costs_the_same_where_very_many_answered(claim: Claim, member: User) -> None:
    """The reader's answer and their stance, which both move the crux; and the stance of somebody
    who answered nothing."""
    others = make_members(200)
    silent = make_members(1)[0]

    def act() -> None:
        for stand, answer in (("for", "accept"), ("against", "reject")):
            take_stance(silent, claim.article, stand)
            answer_claim(member, claim, answer)
            take_stance(member, claim.article, stand)

    def answers(some: list[User]) -> None:
        for reader in some:
            answer_claim(reader, claim, "doubt")
            take_stance(reader, claim.article, "undecided")

    answers(others[:10])
    act()
    few = steps_of(act)
    answers(others[10:])
    assert steps_of(act) < 1.2 * few
