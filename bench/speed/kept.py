"""What an essay keeps of its debate, by the site's own actions: all it takes after a bulk load."""

from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments.actions.counting import article_numbers, count_answers, lock_article
from forum.comments.actions.front import keep_front
from forum.comments.models import Comment
from forum.stances.actions import tally


def keep(article: Article) -> None:
    lock_article(article.pk)
    rows = Article.objects.filter(pk=article.pk)
    newest = Comment.objects.filter(article=article).order_by("-number").first()
    rows.update(last_number=newest.number if newest else 0, **article_numbers(article.pk))
    keep_front(Comment(article=article), *Position.values)
    for passage in article.passages.all():
        count_answers(passage.pk)
    tally.recount(article, exactly=True)
