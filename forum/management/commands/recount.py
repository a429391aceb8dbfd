"""`manage.py recount`: mend every number that is kept for speed, and say what was wrong."""

from django.core.management.base import BaseCommand

from forum.articles.models import Article
from forum.comments.actions.recount import recount
from forum.moderation.actions.mend_cases import mend_cases
from forum.moderation.actions.restrict import mend_restricted
from forum.stances.actions.mend import mend


class Command(BaseCommand):
    help = "Recount comments, ratings, stances, deltas, restrictions, cases; prints what it mends."

    def handle(self, *args: object, **options: object) -> None:
        articles = mended = 0
        for article in Article.objects.order_by("pk").iterator():
            articles += 1
            for each in [*recount(article), *mend(article)]:
                mended += 1
                self.stdout.write(str(each))
        for each in [*mend_restricted(), *mend_cases()]:
            mended += 1
            self.stdout.write(str(each))
        self.stdout.write(f"Essays recounted: {articles}. Numbers mended: {mended}.")
