"""The pages of a debate, without JavaScript."""

from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from tests.cast import make_comment


def test_the_debate_shows_each_comment_in_its_column(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    root = make_comment(member, article, "against")
    reply = make_comment(reader2, article, "for", root)
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    text = page.content.decode()
    assert f'id="comment-{root.pk}"' in text
    assert f'id="comment-{reply.pk}"' in text
