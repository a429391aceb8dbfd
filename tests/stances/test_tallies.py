"""What is kept of readers' stances: right after each act, and mended when something was not."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from forum.articles.models import Article
from forum.stances.actions.take import take_stance
from forum.stances.models import Tally
from forum.stances.tallies import totals_of
from tests.cast import make_article, make_members


def take_stances(article: Article, *steps: str) -> None:
    """A reader for each 'for' or 'for against': where they came in, and where they went."""
    for reader, stands in zip(make_members(len(steps)), steps, strict=True):
        for stand in stands.split():
            take_stance(reader, article, stand)


def test_a_stance_is_counted_by_where_its_reader_came_in(article: Article) -> None:
    take_stances(article, "for", "for", "for against", "undecided against", "for against for")
    moves = {"for": {"for": 3, "against": 1}, "undecided": {"against": 1}}
    assert Tally.objects.get().moves == moves


def test_recount_mends_a_tally_and_says_so(article: Article) -> None:
    take_stances(article, "for", "against")
    Tally.objects.update(moves={"for": {"for": 9}})
    said = StringIO()
    call_command("recount", stdout=said)
    assert f"tally of {article.slug}: moves was {{'for': {{'for': 9}}}}" in said.getvalue()
    assert "Numbers mended: 1." in said.getvalue()
    assert Tally.objects.get().moves == {"for": {"for": 1}, "against": {"against": 1}}


def test_a_list_of_essays_asks_once_for_all_their_readers(
    author: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    essays = [make_article(author) for _ in range(3)]
    take_stances(essays[0], *["for"] * 4, "against")
    take_stances(essays[1], "for")
    with django_assert_num_queries(1):
        totals = totals_of(essays)
    assert {pk: total.for_share for pk, total in totals.items()} == {essays[0].pk: 80}


def test_essays_from_before_tallies_were_kept_are_counted(article: Article) -> None:
    take_stances(article, "for", "for against")
    kept = Tally.objects.get().moves
    Tally.objects.all().delete()
    migration = import_module("forum.stances.migrations.0003_count_moves")
    for _ in range(2):  # a run that was broken off may be run again
        migration.count_moves(apps, connection.schema_editor())
        assert Tally.objects.get().moves == kept
