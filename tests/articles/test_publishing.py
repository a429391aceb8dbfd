"""Publishing, changing what is public, taking it back."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles import slugs
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish, withdraw
from forum.articles.actions.revise import revise
from forum.articles.actions.state import set_state
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, ArticleState
from forum.notifications.actions import follow
from forum.notifications.fanout import catch_up
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests import cast
from tests.articles.pages import TOKEN, rewrite, text, write


@pytest.fixture
def writer(author: User) -> Client:
    return cast.client_of(author)


def test_a_published_essay_is_read_by_everyone(writer: Client, client: Client) -> None:
    address = write(writer, "publish")["Location"]
    assert address == "/articles/the-fine/"
    assert cast.THESIS in text(client.get(address))
    assert "The fine" in text(client.get("/"))


def test_none_is_published_without_a_thesis(author: User) -> None:
    draft = save_draft(author, Manuscript(title="t", source="s"))
    with pytest.raises(Refused, match="without a thesis") as refusal:
        publish(author, draft)
    assert refusal.value.status == 400


def test_only_its_author_publishes_and_withdraws(
    member: User, moderator: User, article: Article
) -> None:
    for other in (member, moderator):
        for action in (publish, withdraw):
            with pytest.raises(Refused, match="Only its author"):
                action(other, article)
        with pytest.raises(Refused, match="Only its author"):
            revise(other, article, Manuscript(title="x", thesis="y", source="z"))


def test_the_address_is_made_of_the_title_in_its_own_script(writer: Client) -> None:
    assert "/articles/" + slugs.base("Тайна переписки", "") == "/articles/тайна-переписки"
    response = write(writer, "publish", title="Тайна переписки — и закон")
    page = writer.get(response["Location"])
    assert page.status_code == 200
    assert Article.objects.get().slug == "тайна-переписки-и-закон"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("???", "essay"), ("New", "new-2"), ("Mine", "mine-2"), ("一 二", "一-二"), ("-_-", "essay")],
)
def test_odd_titles_get_an_address_too(author: User, title: str, slug: str) -> None:
    assert cast.make_article(author, title=title).slug == slug


def test_equal_titles_get_different_addresses(author: User) -> None:
    made = [cast.make_article(author, title="Same").slug for _ in range(3)]
    assert made == ["same", "same-2", "same-3"]


def test_an_address_that_is_lost_in_a_race_is_chosen_again() -> None:
    offers, taken = iter(["same", "same-2"]), []

    def write(slug: str) -> None:
        if slug == "same":
            raise IntegrityError
        taken.append(slug)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slugs.transaction, "atomic", nullcontext)
        assert slugs.claim(lambda: next(offers), write) == "same-2"
    assert taken == ["same-2"]


def test_the_address_holds_when_the_title_changes(writer: Client, article: Article) -> None:
    rewrite(writer, article, "publish", title="Another title")
    article.refresh_from_db()
    assert article.title == "Another title"
    assert article.slug.startswith("the-fine-that-costs")


def test_the_address_of_the_draft_still_leads_to_the_essay(writer: Client) -> None:
    write(writer)
    write(writer, "publish")
    assert writer.get(f"/articles/draft-{TOKEN}/edit/").status_code == 200


def test_followers_are_told_once(author: User, member: User) -> None:
    follow(member, author)
    article = cast.make_article(author)
    withdraw(author, article)
    publish(author, article)
    catch_up()
    assert Notification.objects.filter(recipient=member).count() == 1


def test_changes_are_saved_beside_the_essay_until_published(
    writer: Client, client: Client, article: Article
) -> None:
    rewrite(writer, article, source="Quite other words.")
    assert "Quite other words." not in text(client.get(article.get_absolute_url()))
    assert "Quite other words." in text(writer.get(article.get_absolute_url() + "edit/"))
    assert "changes saved, not published" in text(writer.get("/articles/mine/"))
    rewrite(writer, article, "publish", source="Quite other words.", note="Said it better")
    assert "Quite other words." in text(client.get(article.get_absolute_url()))
    assert article.revisions.get(number=2).note == "Said it better"


def test_changes_can_be_dropped(writer: Client, article: Article) -> None:
    rewrite(writer, article, source="Quite other words.")
    writer.post(article.get_absolute_url() + "discard/")
    assert "Quite other words." not in text(writer.get(article.get_absolute_url() + "edit/"))
    assert Article.objects.get().is_published


def test_publishing_without_a_change_makes_no_revision(author: User, article: Article) -> None:
    revise(author, article, Manuscript.of(article))
    assert article.revisions.count() == 1
    assert Article.objects.get().revised_at is None


def test_new_tags_alone_make_no_revision(writer: Client, author: User) -> None:
    article = cast.make_article(author, title="The fine")
    rewrite(writer, article, "publish", tags="Money")
    article.refresh_from_db()
    assert [tag.name for tag in article.tags.all()] == ["Money"]
    assert (article.revisions.count(), article.revised_at) == (1, None)


def test_a_change_may_not_take_the_thesis_away(author: User, article: Article) -> None:
    with pytest.raises(Refused, match="without a thesis"):
        revise(author, article, Manuscript(title="t", source="s"))
    article.refresh_from_db()
    assert article.thesis == cast.THESIS


def test_a_withdrawn_essay_is_read_by_its_author_and_moderators(
    writer: Client, client: Client, article: Article, moderator: User
) -> None:
    address = article.get_absolute_url()
    assert "Links to it will lead nowhere" in text(writer.get(address + "withdraw/"))
    assert writer.post(address + "withdraw/").status_code == 302
    assert client.get(address).status_code == 404
    assert article.title not in text(client.get("/"))
    assert "Withdrawn by its author." in text(writer.get(address))
    assert cast.client_of(moderator).get(address).status_code == 200
    writer.post(address + "publish/")
    assert client.get(address).status_code == 200


def test_it_comes_back_with_its_first_date(author: User) -> None:
    then = timezone.now() - timedelta(days=40)
    draft = save_draft(author, Manuscript(title="t", thesis="T.", source="s"))
    article = publish(author, draft, at=then)
    withdraw(author, article)
    assert publish(author, article).published_at == then


def test_what_a_moderator_hid_its_author_cannot_publish(
    writer: Client, article: Article, client: Client
) -> None:
    set_state(article, ArticleState.HIDDEN)
    response = writer.post(article.get_absolute_url() + "publish/")
    assert response.status_code == 403
    assert "A moderator has hidden this essay" in text(response)
    rewrite(writer, article, "publish", title="Mended")
    article.refresh_from_db()
    assert (article.title, article.state) == ("Mended", ArticleState.HIDDEN)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_what_was_published_is_never_thrown_away(writer: Client, article: Article) -> None:
    writer.post(article.get_absolute_url() + "discard/")
    assert Article.objects.filter(pk=article.pk).exists()
