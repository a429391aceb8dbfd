"""What a reader sees of a debate first: some threads of each side, and where the rest is."""

from dataclasses import dataclass, field

from django.http import QueryDict

from forum.articles.models import Article


@dataclass(frozen=True)
class DebateOptions:
    """How the reader wants the debate: in which order, and on a phone which side."""

    order: str = "strongest"
    side: str = "all"

    @classmethod
    def from_query(cls, query: QueryDict) -> "DebateOptions":
        """What the address asks for; what it does not know is the default."""
        return cls()


@dataclass
class Debate:
    article: Article
    options: DebateOptions
    columns: list[object] = field(default_factory=list)


def first_screen(article: Article, viewer: object, options: DebateOptions) -> Debate:
    """The first screen of the article's debate for this viewer."""
    return Debate(article, options)
