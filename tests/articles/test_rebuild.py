"""The cached HTML can be made anew from the source."""

import io

import pytest
from django.core.management import call_command

from accounts.models import User
from forum.articles.actions import rebuild
from forum.articles.anchors import Quotation, passage_for
from forum.articles.models import Article
from forum.comments.models import Comment
from tests import cast


def rebuilt() -> str:
    out = io.StringIO()
    call_command("rebuild_html", stdout=out)
    return out.getvalue()


def test_stale_html_is_made_anew_and_counted(article: Article, member: User) -> None:
    comment = cast.make_comment(member, article)
    rebuilt()
    Article.objects.update(html="<p>old</p>", words=1, contents=[])
    Comment.objects.update(html="<p>old</p>")
    said = rebuilt()
    assert "essays: 1 in all, 1 changed" in said
    assert "comments: 1 in all, 1 changed" in said
    article.refresh_from_db()
    comment.refresh_from_db()
    assert "A fine teaches people to stay away." in article.html
    assert article.contents
    assert article.words > 10
    assert "We dropped fines" in comment.html


def test_the_places_of_claims_and_passages_are_found_anew(author: User) -> None:
    essay = cast.make_article(author, source="One. [C1: Two is *more*.] Three follow.")
    passage = passage_for(essay, Quotation("Three follow"))
    essay.claims.update(tag_at=0, notes_at=0)
    essay.passages.update(spans=[[0, 1]])
    rebuilt()
    passage.refresh_from_db()
    claim = essay.claims.get()
    assert essay.html[: claim.tag_at] == "<p>"
    assert essay.html[: claim.notes_at].endswith("</p>")
    assert [essay.html[start:end] for start, end in passage.spans] == ["Three follow"]


def test_what_is_right_already_is_left_alone(article: Article) -> None:
    rebuilt()
    assert "essays: 1 in all, 0 changed" in rebuilt()


def test_drafts_have_no_html_to_rebuild(author: User) -> None:
    cast.make_article(author, published=False)
    assert "essays: 0 in all" in rebuilt()


def test_many_essays_are_rebuilt_in_batches(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 2)
    for _ in range(5):
        cast.make_article(author)
    Article.objects.update(html="")
    assert list(rebuild.rebuild_html()) == [(2, 2), (4, 4), (5, 5)]
