"""What an essay's author has conceded, as the essay tells it: at its claims and its thesis."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.template.loader import render_to_string

from forum.articles.models import Article
from forum.stances import rules
from forum.stances.models import Concession


@dataclass(frozen=True)
class Conceded:
    """`at_claims` by claim id, oldest first; `elsewhere` on claims the essay no longer makes."""

    viewer: object
    at_claims: dict[int, list[Concession]] = field(default_factory=dict)
    elsewhere: list[Concession] = field(default_factory=list)
    thesis: Concession | None = None  # the last time it was amended

    def notes(self) -> dict[int, str]:
        """The HTML that stands in the essay at each claim, by its id."""
        return {
            claim: "".join(note_of(each, self.viewer) for each in conceded)
            for claim, conceded in self.at_claims.items()
        }


def of(article: Article, viewer: object) -> Conceded:
    """All that was conceded in this essay. One query."""
    at_claims: dict[int, list[Concession]] = defaultdict(list)
    elsewhere: list[Concession] = []
    thesis = None
    for conceded in all_of(article):
        if conceded.claim is None:
            thesis = conceded
        elif conceded.claim.gone_in is None:
            at_claims[conceded.claim.pk].append(conceded)
        else:
            elsewhere.append(conceded)
    return Conceded(viewer, dict(at_claims), elsewhere, thesis)


def all_of(article: Article) -> list[Concession]:
    """Oldest first, with claim and comment; without the comment's words, which no note tells."""
    rows = article.concessions.select_related("claim", "comment")
    found = list(rows.defer("comment__source", "comment__html"))
    for conceded in found:
        conceded.article = article
    return found


def note_of(conceded: Concession, viewer: object) -> str:
    """One note as HTML. Whoever may take it back is shown how."""
    context = {"concession": conceded, "may_take_back": not rules.may_unconcede(viewer, conceded)}
    return render_to_string("stances/_concession.html", context)
