"""What the thesis panel shows one reader: where they stand, and where all readers do."""

from dataclasses import dataclass

from forum.articles.models import Article


@dataclass(frozen=True)
class Panel:
    article: Article
    stand: str = ""


def for_reader(article: Article, viewer: object) -> Panel:
    return Panel(article)
