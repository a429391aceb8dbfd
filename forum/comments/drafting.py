"""Drafts of arguments as pages show them: in the form they belong to, and in the list of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.db.models import Q

from accounts.models import User
from forum.articles.models import Article
from forum.comments.forms import CommentForm
from forum.comments.models import Comment, CommentDraft

SHOWN = 3  # on the home page


def draft_for(member: User, article: Article, answers: int) -> CommentDraft | None:
    """The newest one for this form: on the essay (0), or for a reply to the comment so numbered."""
    rows = CommentDraft.objects.of(member)
    return rows.filter(article=article, answers=answers).first()


def form_of(draft: CommentDraft) -> CommentForm:
    """The form with what was typed into it, in a window of its own."""
    fields = ("token", "edition", "position", "source", "claim", "quote", "prefix", "suffix")
    said = {name: getattr(draft, name) for name in fields}
    return CommentForm(initial={**said, "tab": uuid4()})


@dataclass(frozen=True)
class Kept:
    """A draft with what it answers, as far as its writer may read that now."""

    draft: CommentDraft
    is_there: bool  # may the essay be read?
    parent: Comment | None = None

    @property
    def is_reply(self) -> bool:
        return bool(self.draft.answers)


def kept(member: User, drafts: Iterable[CommentDraft]) -> list[Kept]:
    """In three queries."""
    rows = list(drafts)
    essays = Article.objects.visible_to(member).filter(pk__in={row.article_id for row in rows})
    there = set(essays.values_list("pk", flat=True))
    parents = _parents(member, rows)
    return [
        Kept(row, row.article_id in there, parents.get((row.article_id, row.answers)))
        for row in rows
    ]


def _parents(member: User, drafts: Iterable[CommentDraft]) -> dict[tuple[int, int], Comment]:
    """What may still be read of the comments that are answered, by essay and number."""
    wanted = Q(pk__in=[])
    for draft in drafts:
        if draft.answers:
            wanted |= Q(article=draft.article_id, number=draft.answers)
    rows = Comment.objects.visible_to(member).filter(wanted).select_related("author")
    return {(row.article_id, row.number): row for row in rows.defer("html")}
