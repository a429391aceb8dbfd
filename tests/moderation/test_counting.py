"""Numbers that are counted only so far."""

import pytest

from forum.moderation.dossier import dossier_of
from forum.moderation.dossier.parts import MANY
from forum.moderation.templatetags.counting import up_to
from tests.cast import make_article, make_comment, make_members

pytestmark = pytest.mark.django_db


def test_a_number_that_was_counted_to_its_end_is_said():
    assert up_to(999, 999) == "999"


def test_of_a_number_that_was_not_only_so_much_is_said():
    assert up_to(1_000, 999) == "over 999"


def test_a_member_s_arguments_are_counted_so_far_as_they_are_said(moderator):
    author, other = make_members(2)
    article = make_article(author)
    root = make_comment(other, article)
    make_comment(author, article, parent=root)
    case = dossier_of(root, moderator, None)
    assert case.record.comments == 1 <= MANY
    assert case.reply_count == 1


def test_the_arguments_on_an_essay_are_those_its_row_keeps(moderator):
    author, other = make_members(2)
    article = make_article(author)
    root = make_comment(other, article)
    make_comment(author, article, "against", parent=root)
    article.refresh_from_db()
    assert dossier_of(article, moderator, None).reply_count == 2
