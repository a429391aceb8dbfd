"""Each row that is written is written into each index of its table: none is there for nothing."""

from itertools import permutations

import pytest
from django.apps import apps
from django.db import connection, models

OURS = [
    model for model in apps.get_models() if model.__module__.startswith(("accounts.", "forum."))
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_index_is_the_beginning_of_another(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    columns = {name: about["columns"] for name, about in found.items() if is_whole(model, name)}
    indexes = {name for name, of in columns.items() if of and found[name]["index"]}
    unique = {name for name, of in columns.items() if of and found[name]["unique"]}
    assert not [
        (name, other)
        for name, other in permutations(indexes | unique, 2)
        if name not in unique and columns[other][: len(columns[name])] == columns[name]
    ]


def is_whole(model: type[models.Model], name: str) -> bool:
    """Of all rows; and not what Django adds on PostgreSQL for LIKE."""
    declared = {each.name: each for each in [*model._meta.indexes, *model._meta.constraints]}
    return not name.endswith("_like") and not getattr(declared.get(name), "condition", None)
