"""Posting an argument or a reply, with a preview and a quotation on the way."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.sessions import MemberRequest, member_required
from forum.comments import rules
from forum.comments.actions.draft import forget_posted, keep_draft
from forum.comments.addressed import addressed, complete
from forum.comments.answering import answering_in
from forum.comments.drafting import draft_for, form_of
from forum.comments.forms import CommentForm
from forum.comments.models import Comment, CommentState
from forum.comments.nodes import Node, Reader
from forum.comments.opening import opens_with
from forum.comments.options import DebateOptions
from forum.comments.views.reading import listed_or_404
from forum.comments.views.writing import (
    Writing,
    lost,
    options_of,
    quotation,
    show,
    show_preview,
    show_refused,
    writing_of,
)
from forum.moderation.actions.submit import submit
from forum.moderation.rules import may_answer
from forum.refusals import Refused


@member_required
@require_safe
def reply(request: MemberRequest, pk: int) -> HttpResponse:
    """The form for a reply, under what it answers. `?quote=1` starts it with a quotation,
    `?position=` proposes a side."""
    parent = listed_or_404(request, pk)
    text = quotation(parent.source) if "quote" in request.GET and _reads(request, parent) else ""
    form = CommentForm(initial={"source": text, "position": request.GET.get("position")})
    if draft := draft_for(request.user, parent.article, parent.number):
        form = form_of(draft).as_typed(before=text)
    writing = writing_of(request, parent.article, parent, form)
    refusal = rules.may_comment(request.user, parent.article, parent)
    writing.refusal = refusal or may_answer(request.user, parent)
    return show(request, writing, HTTPStatus.FORBIDDEN if writing.refusal else HTTPStatus.OK)


@member_required
@require_POST
def post(request: MemberRequest, slug: str) -> HttpResponse:
    """Post what was written; or show it as it will look, or with the quotation of the parent."""
    sent = request.POST.get("parent", "")
    article, parent = addressed(request.user, slug, sent)
    if article is None:
        return lost(request, _("This essay is no longer here, so nothing was posted."), 404)
    if parent is None and sent:
        return lost(request, _("The comment you answer is not in this essay’s debate."), 400)
    writing = writing_of(request, article, parent, CommentForm(request.POST))
    if "quote" in request.POST and parent and _reads(request, parent):
        return _quote(request, writing, parent)
    if "preview" in request.POST:
        return show_preview(request, writing)
    if "keep" in request.POST:
        return _keep(request, writing, parent)
    return _post(request, writing, parent)


def _reads(request: HttpRequest, comment: Comment) -> bool:
    return rules.may_read(request.user, comment)


def _quote(request: HttpRequest, writing: Writing, parent: Comment) -> HttpResponse:
    writing.form = writing.form.as_typed(before=quotation(parent.source))
    return show(request, writing)


def _keep(request: MemberRequest, writing: Writing, parent: Comment | None) -> HttpResponse:
    """Among the drafts: what the page without scripts has a button for."""
    writing.form.is_valid()
    sheet = writing.form.sheet(writing.article, parent.number if parent else 0)
    try:
        draft = keep_draft(request.user, sheet, writing.form.typed())
    except Refused as refusal:
        writing.form = writing.form.as_typed()
        return show_refused(request, writing, refusal)
    if draft is None:
        writing.form = writing.form.as_typed()
        return show(request, writing)
    messages.success(request, _("Kept among your drafts."))
    url = reverse("comments:drafts")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _post(request: MemberRequest, writing: Writing, parent: Comment | None) -> HttpResponse:
    form = writing.form
    if not form.is_valid():
        return show(request, writing, HTTPStatus.BAD_REQUEST)
    try:
        again = form.cleaned_data["reconsidered"]
        comment = submit(request.user, writing.article, parent, form.argument(), again)
    except Refused as refusal:
        return show_refused(request, writing, refusal)
    return _posted(request, writing, comment)


def _posted(request: MemberRequest, writing: Writing, comment: Comment) -> HttpResponse:
    """Lead to it: in place, or to a page that shows it."""
    if writing.form.edition_now:
        forget_posted(request.user, writing.form.cleaned_data["token"])
    writing.options = options_of(request, writing.article)  # with the numbers as they are now
    is_shown = bool(comment.parent_id) or writing.options.shows(comment)
    if request.htmx and is_shown:
        return _in_place(request, writing, comment)
    options = writing.options if is_shown else DebateOptions()
    url = comment.get_absolute_url()
    if comment.state == CommentState.VISIBLE and opens_with(comment, options):
        url = writing.article.get_absolute_url() + options.query()
    url += f"#comment-{comment.pk}"
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _in_place(request: MemberRequest, writing: Writing, comment: Comment) -> HttpResponse:
    """The comment for its list, the numbers that changed, and after a root an empty form."""
    comment.article.refresh_from_db()
    complete(comment.article, comment.parent)
    reader = Reader(request.user, comment.article)
    node = Node(comment, reader, level=writing.level, is_top=False)
    writing.form = CommentForm()
    context = {
        "node": node,
        "writing": writing,
        "article": comment.article,
        "options": writing.options,
        "answering": answering_in(writing.options),
        "counted": writing.options.answered or comment.article,
        "in_place": True,
    }
    return render(request, "comments/_posted.html", context)
