"""The inbox, following people, and leaving debates."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.notifications import actions
from forum.notifications.models import Kind, Notification, NotificationQuerySet
from forum.refusals import Refused
from forum.returning import page_to_return_to

PAGE_SIZE = 30


@member_required
@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    """What happened, newest first, by day. Each notice is left out if one may not see it now."""
    rows = Notification.objects.in_page().visible_to(request.user)
    older_than = request.GET.get("before", "")
    if older_than.isascii() and older_than.isdigit():
        rows = rows.filter(id__lt=int(older_than[:18]))
    found = _with_what_they_are_about(rows)
    notices = found[:PAGE_SIZE]
    context = {
        "days": [
            (day, list(rest))
            for day, rest in groupby(
                notices, key=lambda notice: timezone.localdate(notice.created_at)
            )
        ],
        "newest": notices[0].pk if notices else 0,
        "before": notices[-1].pk if len(found) > PAGE_SIZE else None,
        "is_first": not older_than,
    }
    return render(request, "notifications/inbox.html", context)


def _with_what_they_are_about(rows: NotificationQuerySet) -> list[Notification]:
    related = rows.select_related("actor", "article", "comment__article")
    return list(related.order_by("-id")[: PAGE_SIZE + 1])


@member_required
@require_safe
def open_notice(request: MemberRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it is read then."""
    rows = Notification.objects.visible_to(request.user)
    notice = get_object_or_404(rows, pk=pk)
    actions.mark_read(notice)
    if notice.statement_id:
        return redirect("moderation:statement", notice.statement_id)
    if notice.kind == Kind.FLAG and notice.comment_id:
        return redirect("moderation:flag_comment", notice.comment_id)
    if notice.kind == Kind.FLAG and notice.article_id:
        return redirect("moderation:flag_article", notice.article_id)
    return redirect(_place(notice, request.user) or "notifications:inbox")


def _place(notice: Notification, reader: User) -> Comment | Article | None:
    """What the notice is about, as far as it has a page for its reader: the comment, else the
    essay, else nothing."""
    articles = Article.objects.visible_to(reader)
    comments = Comment.objects.listed(reader).filter(article__in=articles)
    return (
        comments.filter(pk=notice.comment_id or 0).first()
        or articles.filter(pk=notice.article_id or 0).first()
    )


@member_required
@require_POST
def mark_all_read(request: MemberRequest) -> HttpResponse:
    up_to = request.POST.get("up_to", "")
    if up_to.isascii() and up_to.isdigit():
        actions.mark_all_read(request.user, int(up_to[:18]))
    return redirect("notifications:inbox")


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
    return _left(request, article, left=True)


@member_required
@require_POST
def rejoin(request: MemberRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    actions.rejoin(request.user, article)
    return _left(request, article, left=False)


def _left(request: MemberRequest, article: Article, left: bool) -> HttpResponse:
    if request.htmx:
        context = {"article": article, "left": left}
        return render(request, "notifications/_leave.html", context)
    return redirect(f"{article.get_absolute_url()}#debate")
