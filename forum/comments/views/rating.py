"""A reader's word on a comment."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.sessions import MemberRequest, member_required
from forum.comments.actions.counting import RULED
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
    seen = Comment.objects.visible_to(request.user).select_related("article").only(*RULED)
    comment = get_object_or_404(seen, pk=pk)
    said = request.POST.get("rating", "")
    try:
        if said not in WORDS:
            raise Refused(_("Choose Strong or Weak."), 400)
        comment = rate(request.user, comment, WORDS[said], stand_of(request.user, comment.article))
    except Refused as refusal:
        return _answer(request, comment, ratings_of(request.user, [pk]), refusal)
    if not request.htmx:
        return redirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")
    word = WORDS[said]
    return _answer(request, comment, {} if word is None else {pk: word})


def _answer(
    request: MemberRequest,
    comment: Comment,
    ratings: dict[int, bool],
    refusal: Refused | None = None,
) -> HttpResponse:
    reader = Reader(request.user, comment.article, ratings=ratings)
    context = {"node": Node(comment, reader), "refusal": refusal}
    page = "comments/_rate.html" if request.htmx else "comments/refused.html"
    status = refusal.status if refusal else 200
    return render(request, page, {**context, "article": comment.article}, status=status)
