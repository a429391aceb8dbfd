"""Drafts of arguments: kept while one types, listed, gone on with, thrown away."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.comments import rules
from forum.comments.actions.draft import discard_draft, keep_draft
from forum.comments.addressed import addressed
from forum.comments.drafting import form_of, kept
from forum.comments.forms import CommentForm
from forum.comments.models import Comment, CommentDraft, CommentDraftQuerySet
from forum.comments.views.reading import listed_or_404
from forum.comments.views.writing import show, writing_of
from forum.refusals import Refused

ESSAYS = 20  # the rest is under 'My essays'


@member_required
@require_safe
def drafts(request: MemberRequest) -> HttpResponse:
    """Everything begun and not yet posted or published."""
    unfinished = Article.objects.unfinished(request.user)[: ESSAYS + 1]
    context = {
        "comments": kept(request.user, _mine(request).select_related("article")),
        "essays": unfinished[:ESSAYS],
        "has_more": len(unfinished) > ESSAYS,
    }
    return render(request, "comments/drafts.html", context)


@member_required
@require_POST
def keep(request: MemberRequest, slug: str) -> HttpResponse:
    """Keep what is typed by now: a line for the form that says so."""
    sent = request.POST.get("parent", "")
    article, parent = addressed(request.user, slug, sent)
    if article is None or (sent and parent is None):
        return _said(request, _("What you answer is no longer here."), HTTPStatus.NOT_FOUND)
    form = CommentForm(request.POST)
    form.is_valid()
    sheet = form.sheet(article, parent.number if parent else 0)
    try:
        draft = keep_draft(request.user, sheet, form.typed())
    except Refused as refusal:
        return _said(request, refusal.sentence, refusal.status)
    context = {"draft": draft, "sheet": sheet, "key": parent.pk if parent else "new"}
    return render(request, "comments/_kept.html", context)


@member_required
@require_safe
def draft(request: MemberRequest, pk: int) -> HttpResponse:
    """Go on writing, with what it answers; where that is gone, the words."""
    found = get_object_or_404(_mine(request), pk=pk)
    try:
        article, parent = _answered(request, found)
    except Http404:
        context = {"draft": found}
        return render(request, "comments/draft_left.html", context)
    writing = writing_of(request, article, parent, form_of(found))
    writing.refusal = rules.may_comment(request.user, article, parent)
    return show(request, writing)


@member_required
@require_POST
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    discard_draft(get_object_or_404(_mine(request), pk=pk))
    messages.success(request, _("The draft is thrown away."))
    return redirect("comments:drafts")


def _mine(request: MemberRequest) -> CommentDraftQuerySet:
    return CommentDraft.objects.of(request.user)


def _answered(request: MemberRequest, found: CommentDraft) -> tuple[Article, Comment | None]:
    """The essay and the comment it answers, as far as there is a place for them on a page."""
    if found.answers:
        rows = Comment.objects.filter(article=found.article_id, number=found.answers)
        parent = listed_or_404(request, get_object_or_404(rows.only("pk")).pk)
        return parent.article, parent
    seen = Article.objects.visible_to(request.user).select_related("author")
    return get_object_or_404(seen, pk=found.article_id), None


def _said(request: MemberRequest, sentence: str, status: int) -> HttpResponse:
    context = {"sentence": sentence}
    return render(request, "comments/_not_kept.html", context, status=status)
