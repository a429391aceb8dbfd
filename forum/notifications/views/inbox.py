"""The inbox: what happened, grouped, and going to what a notice is about."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.notifications import actions, grouping
from forum.notifications.grouping import Group, Place
from forum.notifications.models import ALWAYS_TOLD, Kind, Notification, NotificationQuerySet, Watch

WATCHES = 200  # of one's own, looked at for a page's 'Stop watching'

# What one may choose to see of it.
ABOUT = {
    "me": (_("To you"), (Kind.REPLY, Kind.MENTION, Kind.MOVED, Kind.CONCEDED)),
    "watched": (_("What you watch"), (Kind.WATCHED, Kind.COMMENT, Kind.ARTICLE)),
    "moderation": (_("Moderation"), ALWAYS_TOLD),
}


@member_required
@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    """What is new, then the rest by day. Each notice is left out if one may not see it now."""
    rows, about = _mine(request), request.GET.get("about", "")
    if about in ABOUT:
        rows = rows.filter(kind__in=ABOUT[about][1])
    start = Place.named(request.GET.get("from", ""))
    page = grouping.page_of(rows, start)
    _add_watches(request.user, page.groups)
    context = {
        "page": page,
        "is_first": start == Place(),
        "about": about if about in ABOUT else "",
        "filters": [(name, words) for name, (words, _kinds) in ABOUT.items()],
    }
    return render(request, "notifications/inbox.html", context)


def _mine(request: MemberRequest) -> NotificationQuerySet:
    return Notification.objects.in_page().visible_to(request.user)


def _add_watches(reader: User, groups: Iterable[Group]) -> None:
    """By which watch one was told, so that one can end it where one reads it."""
    heard = [group for group in groups if group.notice.kind == Kind.WATCHED]
    articles = {group.notice.article_id for group in heard}
    watches = Watch.objects.filter(watcher=reader).select_related("article", "thread")
    rows = watches.filter(Q(article__in=articles) | Q(thread__article__in=articles))
    found = list(rows.order_by("-id")[:WATCHES]) if articles else []
    for group in heard:
        for watch in found:
            if watch.article and watch.article_id == group.notice.article_id:
                group.watch = ("article", watch.article.slug)
            elif watch.thread and not group.watch and _stands_in(group.notice.comment, watch):
                group.watch = ("thread", watch.thread_id)


def _stands_in(comment: Comment | None, watch: Watch) -> bool:
    thread = watch.thread
    return bool(
        comment
        and thread
        and comment.article_id == thread.article_id
        and comment.path.startswith(thread.path)
    )


@member_required
@require_safe
def open_notice(request: MemberRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it is read then, with those that stand in one line with it."""
    rows = Notification.objects.visible_to(request.user)
    notice = get_object_or_404(rows.select_related("comment"), pk=pk)
    many = actions.mark_group_read(request.user, grouping.together(rows, notice))
    if notice.statement_id:
        return redirect("moderation:statement", notice.statement_id)
    if notice.kind == Kind.FLAG and notice.comment_id:
        return redirect("moderation:flag_comment", notice.comment_id)
    if notice.kind == Kind.FLAG and notice.article_id:
        return redirect("moderation:flag_article", notice.article_id)
    return redirect(_place(notice, request.user, many > 1) or "notifications:inbox")


def _place(notice: Notification, reader: User, many: bool) -> Comment | Article | str | None:
    """What the notice is about, as far as it has a page for its reader: the comment, else the
    essay, else nothing. Of many: what they answer, or the debate, the newest first."""
    articles = Article.objects.visible_to(reader)
    article = articles.filter(pk=notice.article_id or 0).first()
    wanted = notice.comment_id
    if many and notice.kind == Kind.REPLY and notice.comment:
        wanted = notice.comment.parent_id
    elif many and article and notice.kind != Kind.MOVED:
        return f"{article.get_absolute_url()}?order=newest#debate"
    comments = Comment.objects.listed(reader).filter(article__in=articles)
    return comments.filter(pk=wanted or 0).first() or article


@member_required
@require_POST
def mark_read(request: MemberRequest, pk: int) -> HttpResponse:
    """One line of the inbox is read."""
    rows = Notification.objects.visible_to(request.user)
    notice = get_object_or_404(rows.select_related("comment"), pk=pk)
    actions.mark_group_read(request.user, grouping.together(rows, notice))
    return redirect("notifications:inbox")


@member_required
@require_POST
def mark_all_read(request: MemberRequest) -> HttpResponse:
    up_to = request.POST.get("up_to", "")
    if up_to.isascii() and up_to.isdigit():
        actions.mark_all_read(request.user, int(up_to[:18]))
    return redirect("notifications:inbox")
