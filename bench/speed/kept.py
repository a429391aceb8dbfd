"""What an essay keeps of its debate, by the site's own actions: all it takes after a bulk load.

python -m bench.speed.kept sqlite      of the debates that are measured, after an update
"""

import json
import os
import sys
from typing import TYPE_CHECKING

from bench.speed import places

if TYPE_CHECKING:
    from forum.articles.models import Article


def keep(article: "Article") -> None:
    """In a transaction of the caller's."""
    from forum.articles.positions import Position
    from forum.comments.actions.counting import count_debate, lock_article
    from forum.comments.actions.front import keep_front
    from forum.comments.models import Comment
    from forum.stances.actions import tally

    lock_article(article.pk)
    here = Comment.objects.filter(article=article)
    answers = [here.filter(passage=each).first() for each in article.passages.all()]
    # One of each is enough: what is not counted yet is counted with it.
    those = [each for each in (here.order_by("-number").first(), *answers) if each]
    if those:
        count_debate(*those)
    keep_front(Comment(article=article), *Position.values)
    tally.recount(article)


def main(engine: str) -> None:
    os.environ |= places.environment(engine) | {"LOG_LEVEL": "ERROR"}
    import django

    django.setup()
    from django.db import transaction

    from forum.articles.models import Article

    debates = json.loads(places.note(engine).read_text())["debates"]
    for of_size in debates.values():
        for about in [of_size["first"], *of_size["copies"]]:
            with transaction.atomic():
                keep(Article.objects.get(pk=about["id"]))


if __name__ == "__main__":
    main(sys.argv[1])
