"""`manage.py recount` knows every number kept for speed, also the next one that somebody adds."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import DateTimeField, Field, FloatField, ForeignKey, IntegerField, JSONField
from django.db.models import Model as Row

from accounts.models import User
from forum.articles.anchors import Quotation
from forum.articles.models import Article, Claim, Passage
from forum.comments.models import Comment
from forum.stances.actions.answer import answer_claim
from forum.stances.models import Tally
from tests.cast import make_anchored, make_claim, make_comment, make_delta, make_members, rate

# Not editable either, but facts of the row, or made together with the essay's HTML.
GIVEN = {
    Article: {"words", "edition", "contents", "erased_at"},
    Claim: {"tag_at", "notes_at"},
    Comment: {"number", "depth", "state_at", "locked_at", "version"},
    Passage: {"rival", "found_start", "found_end", "spans"},
    Tally: {"article"},
}
KINDS = (IntegerField, FloatField, DateTimeField, ForeignKey, JSONField)


def kept(model: type[Row]) -> list[Field]:
    """The fields in which a model keeps what other rows say."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, KINDS)
        and (not field.editable or model is Tally)
        and field.name not in GIVEN[model]
        and not field.primary_key
    ]


def rows() -> Iterator[Row]:
    for model in GIVEN:
        yield from model.objects.order_by("pk")


def spoil(row: Row) -> None:
    """Make every kept field of the row wrong."""
    wrong = {field.attname: _other(field, getattr(row, field.attname)) for field in kept(type(row))}
    type(row).objects.filter(pk=row.pk).update(**wrong)


def _other(field: Field, value: object) -> object:
    if field.name == "last_number":
        return 0  # a higher one is right: a number is not given again
    if isinstance(field, ForeignKey):
        others = field.related_model.objects.exclude(pk=value)
        return None if value else others.values_list("pk", flat=True).first()
    if isinstance(field, JSONField):
        return {"for": {"against": 99}}
    if isinstance(field, DateTimeField):
        return value and value - timedelta(days=1)
    return (value or 0) + 7


@pytest.fixture
def debate(article: Article, member: User, reader2: User) -> list[Comment]:
    """With something in everything that is counted."""
    claim = make_claim(article, 3)
    root = make_anchored(member, article, Quotation("", claim=3), "for")
    reply = make_comment(reader2, article, "against", root)
    other = make_comment(member, article, "neutral")
    readers = make_members(3)
    for comment in (root, reply, other):
        for reader, stand in zip(readers, ("for", "undecided", "against"), strict=True):
            rate(reader, comment, stand != "against", stand)
    for reader in readers:
        make_delta(reader, root)
        answer_claim(reader, claim, "doubt")
    return [root, reply, other]


def test_every_kept_number_is_mended_and_named(debate: list[Comment]) -> None:
    right = {(type(row), row.pk): row for row in rows()}
    for row in right.values():
        spoil(row)
    said = StringIO()
    call_command("recount", stdout=said)
    for (model, pk), before in right.items():
        now = model.objects.get(pk=pk)
        for field in kept(model):
            assert getattr(now, field.attname) == getattr(before, field.attname), (now, field.name)
            assert f": {field.name}" in said.getvalue(), f"{model.__name__}.{field.name}"
    again = StringIO()
    call_command("recount", stdout=again)
    assert "Numbers mended: 0." in again.getvalue()


def test_acts_leave_nothing_to_mend(debate: list[Comment]) -> None:
    said = StringIO()
    call_command("recount", stdout=said)
    assert said.getvalue().endswith("Essays recounted: 1. Numbers mended: 0.\n")
