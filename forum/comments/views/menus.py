"""What a comment's line of acts opens when asked: so few ask that no page carries it for all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.sessions import is_htmx
from forum.comments.models import CommentState
from forum.comments.nodes import Node, Reader
from forum.comments.opening import is_for_readers
from forum.comments.views.reading import listed_or_404
from forum.notifications.models import Watch


@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers behind a comment's place."""
    node = _node(request, pk)
    if node.comment.state != CommentState.VISIBLE:
        raise Http404
    context = {"heading": _("Why is it here?"), "is_for_readers": is_for_readers(node.comment)}
    return _open(request, node, "comments/_why.html", context)


@require_safe
def more(request: HttpRequest, pk: int) -> HttpResponse:
    """The rarer acts, those that this viewer may do."""
    node = _node(request, pk)
    is_thread = node.comment.parent_id is None and node.comment.state == CommentState.VISIBLE
    context: dict[str, object] = {
        "heading": _("What you can do"),
        "is_thread": is_thread,
        "watching": is_thread and Watch.objects.watching(request.user, thread=node.comment),
    }
    return _open(request, node, "comments/_more.html", context)


def _node(request: HttpRequest, pk: int) -> Node:
    comment = listed_or_404(request, pk)
    node = Node(comment, Reader(request.user, comment.article))
    if not node.is_readable:
        raise Http404
    return node


def _open(request: HttpRequest, node: Node, piece: str, context: dict[str, object]) -> HttpResponse:
    comment = node.comment
    context |= {"node": node, "comment": comment, "article": comment.article, "opened": piece}
    return render(request, piece if is_htmx(request) else "comments/menu.html", context)
