"""A member's bookmarks: the list of them, keeping something with a note, letting it go; and where
they stopped reading."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.articles.paging import older_than
from forum.bookmarks import actions
from forum.bookmarks.forms import NoteForm, PlaceForm
from forum.bookmarks.models import Bookmark
from forum.comments.continuing import note_new
from forum.comments.models import Comment

PAGE_SIZE = 30


@member_required
@require_safe
def bookmarks(request: MemberRequest) -> HttpResponse:
    """The newest first."""
    rows = Bookmark.objects.of(request.user).with_what_is_there(request.user)
    about = rows.select_related("article__author", "comment__author").order_by("-id")
    about = about.defer("article__source", "article__html", "article__contents")
    wanted = request.GET.get("before", "")
    shown, before = older_than(wanted, about, PAGE_SIZE)
    note_new(request.user, [bookmark.article for bookmark in shown])
    context = {"bookmarks": shown, "before": before, "is_first": not wanted}
    return render(request, "bookmarks/mine.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep_article(request: MemberRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    return _keep(request, article, None)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep_comment(request: MemberRequest, pk: int) -> HttpResponse:
    readable = Comment.objects.visible_to(request.user).select_related("article", "author")
    comment = get_object_or_404(readable, pk=pk)
    return _keep(request, comment.article, comment)


def _keep(request: MemberRequest, article: Article, comment: Comment | None) -> HttpResponse:
    """The note's form; sent, it is kept."""
    kept = Bookmark.objects.of(request.user).on(article, comment).first()
    initial = {"note": kept.note} if kept else {}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.keep(request.user, article, comment, form.cleaned_data["note"])
        messages.success(request, _("Kept among your bookmarks."))
        return redirect(comment or article)
    context = {"article": article, "comment": comment, "kept": kept, "form": form}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "bookmarks/keep.html", context, status=status)


@member_required
@require_POST
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    actions.let_go(get_object_or_404(Bookmark.objects.of(request.user), pk=pk))
    messages.success(request, _("No longer among your bookmarks."))
    return redirect("bookmarks:mine")


@member_required
@require_POST
def place(request: MemberRequest, slug: str) -> HttpResponse:
    """Where the reader is, told by the page when they leave it. Nobody waits for the answer."""
    rows = Article.objects.visible_to(request.user).only("pk")
    article = get_object_or_404(rows, slug=slug)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    actions.keep_place(request.user, article, **form.cleaned_data)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
