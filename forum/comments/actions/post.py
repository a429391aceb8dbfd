"""Posting: one argument on an essay, or one reply."""

import uuid
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import may_post
from forum import sql
from forum.articles.anchors import Quotation, passage_for
from forum.articles.models import Article
from forum.comments import rules, tree
from forum.comments.actions.best_answer import keep_best_answers
from forum.comments.actions.blocks import count_posted
from forum.comments.actions.counting import lock_article
from forum.comments.actions.front import keep_front_with
from forum.comments.actions.telling import announce_new
from forum.comments.gate import OPEN, Gate
from forum.comments.models import Comment
from forum.comments.rendering import rendered_to_post
from forum.refusals import refuse_if

_TOKEN = Comment._meta.get_field("token")
_KNOWN = f"""
    SELECT id, state, locked_at FROM {Comment._meta.db_table}
    WHERE (author_id = %s AND token = %s) OR id = %s
"""


@dataclass(frozen=True)
class Argument:
    """What somebody wants to say. Sent twice with the token of one form, it is one post.

    `quotation` is what of the essay it answers; a reply answers what its thread does.
    """

    position: str
    source: str
    token: uuid.UUID = field(default_factory=uuid.uuid4)
    quotation: Quotation | None = None


def post_comment(
    author: User, article: Article, parent: Comment | None, argument: Argument, gate: Gate = OPEN
) -> Comment:
    """Post the argument; when the very same was posted before, return that comment.

    The gate decides whether it is public at once; people come through moderation's, which is
    `moderation.actions.submit`. Raises Refused: 403 for who may not post, 400 for what no argument
    can be, a parent in another essay or words that never were in this one, 409 when the debate was
    locked, the parent hidden or the claim taken out meanwhile; and whatever the gate refuses.
    """
    refuse_if(may_post(author))
    refuse_if(rules.is_argument(argument.position, argument.source), HTTPStatus.BAD_REQUEST)
    if parent and parent.article_id != article.pk:
        refuse_if(_("That comment belongs to another essay."), HTTPStatus.BAD_REQUEST)
    html = rendered_to_post(argument.source, gate)
    with transaction.atomic():
        now = lock_article(article.pk)
        twin = _twin(author, parent, argument)
        if twin and _is_same(twin, parent, argument):
            transaction.set_rollback(True)  # no page has changed
            return twin
        if twin:  # somebody went back to the form they had sent, and wrote something else
            argument = replace(argument, token=uuid.uuid4())
        refuse_if(rules.may_comment(author, now, parent), HTTPStatus.CONFLICT)
        article.state, article.locked_at = now.state, now.locked_at
        article.last_number = now.last_number + 1
        comment = Comment(author=author, article=article, number=article.last_number, html=html)
        _place(comment, parent, argument)
        _save(comment, gate)
    return comment


def _save(comment: Comment, gate: Gate) -> None:
    comment.state = gate.judge(comment)
    sql.insert(comment)
    gate.posted(comment)
    count_posted(comment)
    keep_front_with(comment)
    keep_best_answers([comment])
    announce_new(comment)


def _twin(author: User, parent: Comment | None, argument: Argument) -> Comment | None:
    """What was posted with this form before; on the way the parent is asked for as it is now."""
    token = _TOKEN.get_db_prep_value(argument.token, connection)
    twin = None
    for row in sql.models(Comment, _KNOWN, [author.pk, token, parent and parent.pk]):
        if parent and row.pk == parent.pk:
            parent.state, parent.locked_at = row.state, row.locked_at
        else:
            twin = row
    return twin


def _is_same(twin: Comment, parent: Comment | None, argument: Argument) -> bool:
    """An edit since then does not make it another post, so the first text is what counts."""
    first = twin.revisions.first() or twin
    return (twin.parent_id, first.source) == (parent and parent.pk, argument.source)


def _place(comment: Comment, parent: Comment | None, argument: Argument) -> None:
    comment.parent = parent
    comment.path = tree.child_path(parent.path if parent else "", comment.number)
    comment.depth = parent.depth + 1 if parent else 1
    if parent:
        comment.passage_id = parent.passage_id
    elif argument.quotation:
        comment.article.refresh_from_db(fields=["html"])  # as it is under the lock
        comment.passage = passage_for(comment.article, argument.quotation)
    comment.position = argument.position
    comment.source = argument.source
    comment.token = argument.token
