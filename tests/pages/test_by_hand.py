"""What is done from the admin site or by a command leaves no page as it was, either."""

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.articles.actions.tag import delete_unused
from forum.articles.models import Article, Tag
from tests import cast


def test_a_tag_that_is_removed_has_no_page(db: None) -> None:
    tag, visitor = Tag.objects.create(name="Seed", slug="seed", key="seed"), Client()
    address = reverse("articles:tag", args=[tag.slug])
    assert visitor.get(address).status_code == 200
    delete_unused(tag)
    assert visitor.get(address).status_code == 404


def test_who_changed_rows_past_the_site_has_pages_made_anew(article: Article, member: User) -> None:
    cast.make_comment(member, article)
    visitor, address = Client(), article.get_absolute_url()
    assert "Gregor Maas" in visitor.get(address).content.decode()
    member.delete()
    call_command("rebuild_html")
    assert "Gregor Maas" not in visitor.get(address).content.decode()
