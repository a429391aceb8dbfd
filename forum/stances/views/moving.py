"""Saying whether a debate moved one, and which reply did."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.refusals import Refused
from forum.stances import moving
from forum.stances.actions import delta as deltas
from forum.stances.actions.take import take_stance
from forum.stances.forms import NO_SUCH, MovedForm
from forum.stances.models import Delta
from forum.stances.moving import Moving
from forum.stances.panel import for_reader


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: MemberRequest, slug: str) -> HttpResponse:
    """The form after the debate: where one stands now and, if a reply moved one, which and why."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    if request.method != "POST":  # what is chosen already comes along
        return _moved(request, moving.whole(article, request.user, _opened(request)))
    form = MovedForm(request.POST)
    if refusal := _save(request, article, form):
        return _moved(request, moving.whole(article, request.user, form), refusal)
    if request.htmx:
        saved = moving.whole(article, request.user, MovedForm())
        saved.is_saved = True
        return _moved(request, saved)
    messages.success(request, _("Saved. You can change it whenever you like."))
    return redirect(f"{article.get_absolute_url()}#moved")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def delta(request: MemberRequest, pk: int) -> HttpResponse:
    """'This moved me': the same form about one reply, on a page of its own or under it."""
    seen = Comment.objects.visible_to(request.user).select_related("article", "author")
    comment = get_object_or_404(seen, pk=pk)
    if request.method != "POST":
        return _about(request, comment)
    form = MovedForm({**request.POST.dict(), "comment": pk})
    if refusal := _save(request, comment.article, form):
        return _about(request, comment, form, refusal)
    messages.success(request, _("Saved. Your name and your reason stand with the reply."))
    return _back(request, comment)


@member_required
@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Unsay that this reply moved one."""
    given = Delta.objects.visible_to(request.user).filter(giver=request.user)
    found = get_object_or_404(given.select_related("comment__article"), comment=pk)
    try:
        deltas.take_back(request.user, found)
    except Refused as refusal:
        return _about(request, found.comment, refusal=refusal)
    messages.success(request, _("Taken back. Your stance stays as it is."))
    return _back(request, found.comment)


def _save(request: MemberRequest, article: Article, form: MovedForm) -> Refused | None:
    """Save what was sent, or return why not; what is wrong with a field stands at the field."""
    if not form.is_valid():
        return Refused("", HTTPStatus.BAD_REQUEST)
    said, moved = form.cleaned_data, None
    if said["comment"]:
        comment = Comment.objects.filter(article=article, pk=said["comment"]).first()
        if comment is None:
            form.add_error("comment", NO_SUCH)
            return Refused("", HTTPStatus.BAD_REQUEST)
        moved = deltas.Moved(comment, said["reason"])
    try:
        take_stance(request.user, article, said["stance"], moved)
    except Refused as refusal:
        return refusal
    return None


def _opened(request: MemberRequest) -> MovedForm:
    """The form with what the address says."""
    return MovedForm(initial={name: request.GET.get(name, "") for name in ("stance", "comment")})


def _moved(request: MemberRequest, shown: Moving, refusal: Refused | None = None) -> HttpResponse:
    """The form after the debate, in place or on a page of its own."""
    context = {"article": shown.article, "stance_panel": for_reader(shown.article, request.user)}
    page = "stances/_moved_in_place.html" if request.htmx else "stances/moved.html"
    return _shown(request, page, context, shown, refusal)


def _about(
    request: MemberRequest,
    comment: Comment,
    form: MovedForm | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """The form about one reply, in place or on a page of its own."""
    context = {"article": comment.article, "comment": comment}
    page = "stances/_delta_box.html" if request.htmx else "stances/delta.html"
    return _shown(request, page, context, moving.about(comment, request.user, form), refusal)


def _shown(
    request: MemberRequest,
    page: str,
    context: dict[str, Any],
    shown: Moving,
    refusal: Refused | None,
) -> HttpResponse:
    shown.refusal = refusal.sentence if refusal else ""
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, page, {**context, "moving": shown}, status=status)


def _back(request: MemberRequest, comment: Comment) -> HttpResponse:
    """To the reply. In place the page is loaded again: its head says how many it moved."""
    if request.htmx:
        return HttpResponseClientRefresh()
    return redirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")
