"""Notices and watches in the admin site, for questions like 'was I told?'."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.administration import Lookup
from forum.notifications import actions
from forum.notifications.models import WATCHED, Notification, Watch


@admin.register(Notification)
class NotificationAdmin(Lookup[Notification]):
    list_display = ["recipient", "kind", "actor", "article", "created_at", "read_at"]
    list_filter = ["kind", "created_at", ("read_at", admin.EmptyFieldListFilter)]
    list_select_related = ["recipient", "actor", "article"]
    search_fields = ["recipient__username", "actor__username", "text"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    actions = ["mark_read"]

    @admin.action(description=_("Mark as read"))
    def mark_read(self, request: HttpRequest, rows: QuerySet[Notification]) -> None:
        self.act(request, rows, actions.mark_read)


@admin.register(Watch)
class WatchAdmin(Lookup[Watch]):
    list_display = ["watcher", *WATCHED, "since"]
    list_filter = ["since"]
    list_select_related = ["watcher", *WATCHED]
    search_fields = ["watcher__username", "person__username"]
    ordering = ["-id"]
    actions = ["end"]

    @admin.action(description=_("End these watches"))
    def end(self, request: HttpRequest, rows: QuerySet[Watch]) -> None:
        self.act(request, rows, actions.end)
