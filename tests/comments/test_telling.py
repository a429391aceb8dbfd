"""What pages tell of ratings: totals of five readers or more."""

from itertools import product

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.comments.telling import told
from tests.cast import client_of, make_comment, make_members, rate

pytestmark = pytest.mark.django_db


def rated(comment: Comment, **readers: int) -> None:
    """So many readers who stand there ('none': nowhere yet) call it strong."""
    for stand, how_many in readers.items():
        for reader in make_members(how_many):
            rate(reader, comment, True, "" if stand == "none" else stand)


@pytest.mark.parametrize("position", ["for", "against", "neutral"])
def test_four_ratings_are_told_nowhere_and_five_are(
    article: Article, member: User, reader2: User, client: Client, position: str
) -> None:
    comment = make_comment(member, article, position)
    rated(comment, none=4)
    essay = article.get_absolute_url()
    for view in (essay, f"{essay}clash/", f"{essay}thread/", f"/comments/{comment.pk}/why/"):
        for browser in (client, client_of(reader2)):
            page = browser.get(view).text
            assert "4 of 4" not in page
            assert "Strong 4" not in page
            assert '<span class="num">4</span></button>' not in page
            assert "0.71" not in page  # what four of four make of the score
    rated(comment, none=1)
    assert "Strong 5, weak 0" in client.get(article.get_absolute_url()).text


def test_the_split_by_side_is_told_from_five_readers_of_that_side_on(
    article: Article, member: User, client: Client
) -> None:
    comment = make_comment(member, article, "against")
    rated(comment, **{"for": 5, "against": 4, "undecided": 4})
    page = client.get(f"/comments/{comment.pk}/why/").text
    assert "5 of 5 say strong" in page
    assert page.count("fewer than five") == 2
    assert "4 of 4 say strong" not in page


def test_what_is_hidden_is_nobody_or_five_at_least() -> None:
    for sides in product((0, 1, 4, 5, 6, 9), repeat=4):
        rated = dict(zip(("other", "same", "undecided", "none"), sides, strict=True))
        shown = told(rated | {"all": sum(sides)})
        hidden = sum(readers for side, readers in rated.items() if side not in shown)
        assert all(readers >= 5 for side, readers in rated.items() if side in shown)
        assert "all" not in shown or (sum(sides) >= 5 and (hidden == 0 or hidden >= 5)), sides
        assert ("other" in shown) is (rated["other"] >= 5)  # what the score is made of
