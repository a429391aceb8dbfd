"""Changing and deleting one's own comment."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from accounts.sessions import MemberRequest, member_required
from forum.comments import rules
from forum.comments.actions.delete import delete_comment
from forum.comments.forms import CommentForm
from forum.comments.models import Comment
from forum.comments.rendering import rendered
from forum.comments.views.writing import lost, when_to_retry
from forum.moderation.actions.submit import resubmit
from forum.refusals import Nudged, Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    try:
        comment = _own_or_404(request, pk)
    except Http404:
        if "source" not in request.POST:
            raise
        return lost(request, _("This comment is no longer here, so nothing was changed."), 404)
    if request.method != "POST":
        said = {"position": comment.position, "source": comment.source}
        form = CommentForm(initial=said)
        sentence = rules.may_edit(request.user, comment)
        return _form(request, comment, form, Refused(sentence) if sentence else None)
    form = CommentForm(request.POST)
    if "preview" in request.POST:
        return _form(request, comment, form.as_typed())
    if not form.is_valid():
        return _form(request, comment, form)
    said, again = form.cleaned_data, form.cleaned_data["reconsidered"]
    try:
        resubmit(request.user, comment, said["position"], said["source"], again)
    except Refused as refusal:
        return when_to_retry(_form(request, comment, form, refusal), refusal)
    return _back(request, comment)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first: what is deleted cannot be brought back."""
    comment = _own_or_404(request, pk)
    refusal = rules.may_delete(request.user, comment)
    if request.method == "POST":
        try:
            delete_comment(request.user, comment)
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("Your comment is deleted."))
            if request.htmx:
                return HttpResponseClientRefresh()
            return redirect(f"{comment.article.get_absolute_url()}#debate")
    context = {"comment": comment, "article": comment.article, "refusal": refusal}
    page = "comments/_delete.html" if request.htmx else "comments/delete.html"
    return render(request, page, context, status=403 if refusal else 200)


def _own_or_404(request: MemberRequest, pk: int) -> Comment:
    mine = Comment.objects.visible_to(request.user).filter(author=request.user)
    return get_object_or_404(mine.select_related("article", "author"), pk=pk)


def _form(
    request: MemberRequest,
    comment: Comment,
    form: CommentForm,
    refused: Refused | None = None,
) -> HttpResponse:
    """The form, with what was typed, and what is wrong with it, if anything is."""
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    sentence = refused.sentence if refused else ""
    is_nudge = isinstance(refused, Nudged)
    context = {
        "comment": comment,
        "article": comment.article,
        "form": form,
        "refusal": "" if is_nudge else sentence,
        "nudge": sentence if is_nudge else "",
        "is_answered": comment.replies.visible().exists(),
        "preview": rendered(form.text[: form.limit]) if "preview" in request.POST else "",
    }
    page = "comments/_edit.html" if request.htmx else "comments/edit.html"
    return render(request, page, context, status=refused.status if refused else status)


def _back(request: MemberRequest, comment: Comment) -> HttpResponse:
    """To the comment. In place the page is loaded again: another position is another column."""
    if request.htmx:
        return HttpResponseClientRefresh()
    return redirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")
