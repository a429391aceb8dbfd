"""Names that can be mistaken for one another are one name; names that hide something are none."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from accounts import names
from tests.cast import make_user


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paypal", "раураl"),  # Cyrillic р а у р а, Latin l
        ("ivan", "Ivan"),
        ("ivan", "lvan"),
        ("ivan", "1van"),
        ("google", "G00GLE"),
        ("coco", "сосо"),  # all Cyrillic
        ("full", "Ｆｕｌｌ"),  # full width
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mara", "marta"), ("jose", "josé"), ("corn", "com"), ("a-b", "a_b")]
)
def test_names_that_can_be_told_apart_have_two(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


@pytest.mark.parametrize(
    "name",
    [
        "mara\u200bjane",  # zero-width space
        "mara\u200djane",  # zero-width joiner
        "mara\u202ejane",  # turns the direction
        "mara\u2066jane",
        "mara\x07jane",
        "mara\ufe0fjane",  # variation selector
        "mara\u034fjane",  # grapheme joiner
        "mara\u3164jane",  # Hangul filler: a letter that shows nothing
        "mara\u0335jane",  # strikes the letter before it
        "mara jane",
        "mara/jane",
        "mara@jane",
        "mara|jane",
        "..",
        "mara.",
        "-mara",
        "ma--ra",
        "pаypal",  # one Cyrillic letter among Latin ones
        "m" * 31,
    ],
)
def test_a_name_with_something_hidden_or_odd_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        names.validate(name)


@pytest.mark.parametrize("name", ["mei-lin", "Ana_Beltrão", "pëtr.2", "пётр", "सीता", "山田taro"])
def test_names_of_any_one_script_are_welcome(name: str) -> None:
    names.validate(name)


@pytest.mark.parametrize("name", ["admin", "Adm1n", "a-d-m-i-n", "moderator", "me", "M0derator"])
def test_nobody_takes_a_name_that_speaks_for_the_site(name: str) -> None:
    assert names.is_reserved(name)


def test_a_usual_name_is_not_reserved() -> None:
    assert not names.is_reserved("minna")


@given(st.text(max_size=names.NAME_LONGEST))
def test_a_name_and_its_kept_form_are_the_same_name(name: str) -> None:
    kept = names.normal(name)
    assert names.normal(kept) == kept
    assert names.key(kept) == names.key(name)


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=names.NAME_LONGEST))
def test_the_key_is_blind_to_case(name: str) -> None:
    """For what may be a name at all, and letters whose two cases fold to the same."""
    kept = names.normal(name)
    if kept.upper().casefold() == kept.casefold():
        assert names.key(kept.upper()) == names.key(kept)


@given(st.text(max_size=names.NAME_LONGEST))
def test_no_valid_name_holds_an_invisible_character(name: str) -> None:
    try:
        names.validate(name)
    except ValidationError:
        return
    assert not any(unicodedata.category(char)[0] in "CZ" for char in names.normal(name))


@pytest.mark.django_db
def test_the_database_keeps_look_alikes_out_when_two_sign_up_at_once() -> None:
    make_user("ivan")
    with pytest.raises(IntegrityError):
        make_user("lvan")
