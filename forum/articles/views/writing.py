"""The writing page: a new essay, changes to one's own, the preview."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import replace_url

from accounts.models import User
from accounts.sessions import MemberRequest, member_required
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish_manuscript
from forum.articles.desk import initial, preview_of
from forum.articles.forms import EssayForm, PictureForm
from forum.articles.manuscript import has_copy
from forum.articles.models import Article, new_token
from forum.articles.slugs import DRAFT
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        return _take(request, None)
    form = EssayForm(initial={"token": new_token(), "tab": new_token()}, author=request.user)
    return _page(request, form, None)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, slug: str) -> HttpResponse:
    try:
        article = own_or_404(request, slug)
    except Http404:
        if request.method == "POST":
            return _orphaned(request)
        raise
    if request.method == "POST":
        return _take(request, article)
    form = EssayForm(initial=initial(article), author=request.user)
    return _page(request, form, article)


@member_required
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """What the essay will look like, for the writing page's right half."""
    form = EssayForm(request.POST, author=request.user)
    return render(request, "articles/_preview.html", {"preview": preview_of(form)})


def own_or_404(request: MemberRequest, slug: str) -> Article:
    """One's own essay. A draft is found under its first address also after it is published."""
    rows = Article.objects.filter(author=request.user)
    rows = rows.select_related("author", "series", "working_copy")
    found = rows.filter(slug=slug).first()
    if found is None and slug.startswith(DRAFT):
        return get_object_or_404(rows, token=slug.removeprefix(DRAFT))
    return found or get_object_or_404(rows, slug=slug)


def _take(request: MemberRequest, article: Article | None) -> HttpResponse:
    """Do what the pressed button says with what was sent."""
    act = request.POST.get("act", "save")
    form = EssayForm(request.POST, author=request.user, publishing=act == "publish")
    if act == "preview":
        return _page(request, form, article)
    if not form.is_valid():
        return _failed(request, form, article, HTTPStatus.BAD_REQUEST)
    try:
        saved = _do(act, request.user, form, article)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _failed(request, form, article, refusal.status)
    if act == "autosave":
        return _saved(request, saved)
    published = act == "publish" and saved.is_published
    messages.success(request, _("Published.") if published else _("Saved."))
    return redirect(saved if published else reverse("articles:edit", args=[saved.slug]))


def _do(act: str, author: User, form: EssayForm, article: Article | None) -> Article:
    basis = None if act == "save-over" else form.basis()
    write = publish_manuscript if act == "publish" else save_draft
    return write(author, form.manuscript(), article, basis, form.cleaned_data["token"])


def _saved(request: MemberRequest, article: Article) -> HttpResponse:
    """The line that says when it was saved; the address bar then shows where the draft is."""
    context = {"article": article, "waiting": article.was_published}
    response = render(request, "articles/_autosaved.html", context)
    return replace_url(response, reverse("articles:edit", args=[article.slug]))


def _failed(
    request: MemberRequest, form: EssayForm, article: Article | None, status: int
) -> HttpResponse:
    """Say what is wrong, with everything that was typed. `status` 409 offers to overwrite."""
    if article is None:
        token = form.data.get("token", "")
        article = Article.objects.filter(token=token, author=request.user).first()
    if request.htmx:
        context = {"form": form, "article": article, "conflict": status == HTTPStatus.CONFLICT}
        return render(request, "articles/_not_saved.html", context, status=status)
    return _page(request, form, article, status)


def _orphaned(request: MemberRequest) -> HttpResponse:
    """The draft was thrown away in another window: what was typed can become a new one."""
    sent = request.POST.copy()
    sent["token"], sent["edition"] = new_token(), "0"
    form = EssayForm(sent, author=request.user)
    form.add_error(None, _("This essay is not here any more. Save it again to make a new draft."))
    return _failed(request, form, None, HTTPStatus.NOT_FOUND)


def _page(
    request: MemberRequest, form: EssayForm, article: Article | None, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "form": form,
        "article": article,
        "preview": preview_of(form),
        "picture_form": PictureForm(),
        "conflict": status == HTTPStatus.CONFLICT,
        "orphaned": status == HTTPStatus.NOT_FOUND,
        "waiting": article is not None and article.was_published and has_copy(article),
    }
    return render(request, "articles/write.html", context, status=status)
