"""Following people, watching essays, threads and tags, leaving debates, and the list of it all."""

from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article, Tag
from forum.articles.paging import older_than
from forum.comments.models import Comment
from forum.notifications import actions
from forum.notifications.models import Leave, Watch
from forum.refusals import Refused
from forum.returning import page_to_return_to

PAGE_SIZE = 30


@member_required
@require_safe
def watches(request: MemberRequest) -> HttpResponse:
    """Everything one watches, the newest first."""
    rows = _with_what_is_watched(request.user).order_by("-id")
    wanted = request.GET.get("before", "")
    shown, before = older_than(wanted, rows, PAGE_SIZE)
    context = {"watches": shown, "before": before, "is_first": not wanted}
    return render(request, "notifications/watches.html", context)


def _with_what_is_watched(member: User) -> QuerySet[Watch]:
    """Each with `is_there`: may the member still see what they watch?"""
    articles = Article.objects.visible_to(member).filter(pk=OuterRef("article"))
    threads = Comment.objects.visible_to(member).filter(pk=OuterRef("thread"))
    is_there = Case(
        When(article__isnull=False, then=Exists(articles)),
        When(thread__isnull=False, then=Exists(threads)),
        default=Value(True),
        output_field=BooleanField(),
    )
    rows = Watch.objects.filter(watcher=member).annotate(is_there=is_there)
    return rows.select_related("person", "tag", "article", "thread__article", "thread__author")


@member_required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop watching one thing of the list."""
    actions.end(get_object_or_404(Watch, pk=pk, watcher=request.user))
    back = page_to_return_to(request, request.POST.get("next", ""))
    return redirect(back or "notifications:watches")


@member_required
@require_POST
def watch(request: MemberRequest, what: str, key: str) -> HttpResponse:
    """A debate, a thread or a tag; what is not public is not there."""
    thing = _found(request.user, what, key)
    actions.watch(request.user, what, thing)
    return _answer(request, what, thing, watching=True)


@member_required
@require_POST
def unwatch(request: MemberRequest, what: str, key: str) -> HttpResponse:
    thing = _found(request.user, what, key)
    actions.unwatch(request.user, what, thing)
    return _answer(request, what, thing, watching=False)


def _found(viewer: User, what: str, key: str) -> Article | Comment | Tag:
    public = Article.objects.visible_to(viewer).published()
    if what == "article":
        return get_object_or_404(public, slug=key)
    if what == "tag":
        return get_object_or_404(Tag, slug=key)
    if what == "thread" and key.isascii() and key.isdigit():
        roots = Comment.objects.visible_to(viewer).visible().filter(parent=None)
        return get_object_or_404(roots.filter(article__in=public), pk=key[:18])
    raise Http404


def _answer(
    request: MemberRequest, what: str, thing: Article | Comment | Tag, watching: bool
) -> HttpResponse:
    if isinstance(thing, Article):
        return _reached(request, thing)
    if request.htmx:
        context = {"what": what, "key": _key(thing), "watching": watching}
        return render(request, "notifications/_watch.html", context)
    back = page_to_return_to(request, request.POST.get("next", ""))
    return redirect(back or thing)


def _key(thing: Comment | Tag) -> Any:
    return thing.slug if isinstance(thing, Tag) else thing.pk


@member_required
@require_POST
def follow(request: MemberRequest, username: str) -> HttpResponse:
    person = get_object_or_404(User.objects.visible_to(request.user), username=username)
    try:
        actions.follow(request.user, person)
    except Refused as refusal:
        return render(request, "403.html", {"sentence": refusal.sentence}, status=refusal.status)
    return _followed(request, person, following=True)


@member_required
@require_POST
def unfollow(request: MemberRequest, username: str) -> HttpResponse:
    person = get_object_or_404(User, username=username)
    actions.unfollow(request.user, person)
    return _followed(request, person, following=False)


def _followed(request: MemberRequest, person: User, following: bool) -> HttpResponse:
    if request.htmx:
        context = {"person": person, "following": following}
        return render(request, "notifications/_follow.html", context)
    back = page_to_return_to(request, request.POST.get("next", ""))
    return redirect(back or person)


@member_required
@require_POST
def leave(request: MemberRequest, slug: str) -> HttpResponse:
    """No more notices of this debate."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    actions.leave(request.user, article)
    return _reached(request, article)


@member_required
@require_POST
def rejoin(request: MemberRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    actions.rejoin(request.user, article)
    return _reached(request, article)


def _reached(request: MemberRequest, article: Article) -> HttpResponse:
    """What of the debate one is told of now."""
    if not request.htmx:
        back = page_to_return_to(request, request.POST.get("next", ""))
        return redirect(back or f"{article.get_absolute_url()}#debate")
    me = request.user
    has_left = Leave.objects.has_left(me, article.pk)
    takes_part = has_left or article.author_id == me.pk
    takes_part = takes_part or Comment.objects.filter(author=me, article=article).exists()
    context = {
        "article": article,
        "left": has_left if takes_part else None,
        "watching": Watch.objects.watching(me, article=article),
    }
    return render(request, "notifications/_leave.html", context)
