"""Comments in the admin site: looked up here, changed only through the actions of this app.

Ratings, stances and visits are not registered: they are their readers' own, and told to nobody but
in totals. What hides a comment needs a rule and a reason: that is done from the queue.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.administration import Lookup
from forum.comments.actions.rebuild import rebuild_one
from forum.comments.actions.recount import recount
from forum.comments.models import Comment, CommentRevision


@admin.register(Comment)
class CommentAdmin(Lookup[Comment]):
    list_display = [
        "__str__",
        "author",
        "article",
        "state",
        "depth",
        "descendants",
        "rated_all",
        "score",
        "created_at",
    ]
    list_filter = ["state", "position", ("parent", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["author", "article"]
    search_fields = ["source", "author__username", "author__name", "article__title"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    exclude = ["html", "token"]
    raw_id_fields = ["parent"]
    actions = ["render_anew", "recount_debates"]

    @admin.action(description=_("Render their HTML anew"))
    def render_anew(self, request: HttpRequest, rows: QuerySet[Comment]) -> None:
        self.act(request, rows, rebuild_one)

    @admin.action(description=_("Recount their debates"))
    def recount_debates(self, request: HttpRequest, rows: QuerySet[Comment]) -> None:
        """One comment's numbers touch its thread and its essay, so all of these are recounted."""
        articles = {comment.article_id: comment for comment in rows.select_related("article")}
        chosen = rows.filter(pk__in=[comment.pk for comment in articles.values()])
        self.act(request, chosen.select_related("article"), lambda one: recount(one.article))


@admin.register(CommentRevision)
class CommentRevisionAdmin(Lookup[CommentRevision]):
    list_display = ["comment", "position", "until"]
    list_filter = ["position", "until"]
    list_select_related = ["comment"]
    search_fields = ["source", "comment__author__username"]
    ordering = ["-until", "-id"]
