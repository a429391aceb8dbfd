"""A reader's word on a comment."""

from functools import partial

from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.sessions import MemberRequest, member_required
from forum.articles.rules import may_read
from forum.comments import rules
from forum.comments.actions.counting import ruled
from forum.comments.actions.rate import rate
from forum.comments.models import Comment
from forum.comments.nodes import Node, Reader, ratings_of
from forum.refusals import Refused
from forum.stances.panel import stand_of

WORDS = {"strong": True, "weak": False, "none": None}


@member_required
@require_POST
def rate_comment(request: MemberRequest, pk: int) -> HttpResponse:
    """Strong, weak, or none: take it back. Pressed twice in a row it says the same twice."""
    comment = _comment_or_404(request, pk)
    said = request.POST.get("rating", "")
    try:
        if said not in WORDS:
            raise Refused(_("Choose Strong or Weak."), 400)
        stand = partial(stand_of, request.user, comment.article)
        comment = rate(request.user, comment, WORDS[said], stand)
    except Refused as refusal:
        return _answer(request, comment, ratings_of(request.user, [pk]), refusal)
    if not request.htmx:
        return redirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")
    word = WORDS[said]
    return _answer(request, comment, {} if word is None else {pk: word})


def _comment_or_404(request: MemberRequest, pk: int) -> Comment:
    """The comment, if the member may read it, with what its rules ask of it."""
    comment = next(iter(ruled([pk])), None) if pk <= BigIntegerField.MAX_BIGINT else None
    if comment is None or not may_read(request.user, comment.article):
        raise Http404
    if not rules.may_read(request.user, comment):
        raise Http404
    return comment


def _answer(
    request: MemberRequest,
    comment: Comment,
    ratings: dict[int, bool],
    refusal: Refused | None = None,
) -> HttpResponse:
    reader = Reader(request.user, comment.article, ratings=ratings)
    context = {"node": Node(comment, reader), "refusal": refusal, "named": True}
    page = "comments/_rate.html" if request.htmx else "comments/refused.html"
    status = refusal.status if refusal else 200
    return render(request, page, {**context, "article": comment.article}, status=status)
