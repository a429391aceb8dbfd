"""Remembering how much of a debate a reader has seen, so that what came since is marked as new."""

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Visit


def look(reader: User, article: Article) -> int | None:
    """The number of the newest comment the reader had seen; None on the first visit.

    What the article now says is its newest counts as seen from here on. Nothing is written when
    nothing is new: then a reader never waits for a writer.
    """
    visits = Visit.objects.filter(article=article, reader=reader)
    seen = visits.values_list("seen_number", flat=True).first()
    if seen is None:
        Visit.objects.get_or_create(
            article=article, reader=reader, defaults={"seen_number": article.last_number}
        )
    elif seen < article.last_number:
        # Two windows may race; the one that saw more wins.
        visits.filter(seen_number__lt=article.last_number).update(seen_number=article.last_number)
    return seen
