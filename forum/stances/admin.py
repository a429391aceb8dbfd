"""What is public of stances in the admin site: looked up here, changed only through the actions.

Stances and answers to claims are not registered: they are their readers' own, and told to nobody
but in totals.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.administration import Lookup
from forum.stances.actions import delta as deltas
from forum.stances.models import Concession, Delta


@admin.register(Delta)
class DeltaAdmin(Lookup[Delta]):
    """Who said that a comment moved them, and why. From where to where stays theirs."""

    list_display = ["giver", "comment", "reason", "given_at"]
    list_filter = ["given_at"]
    list_select_related = ["giver", "comment"]
    search_fields = ["reason", "giver__username", "comment__article__title"]
    date_hierarchy = "given_at"
    ordering = ["-id"]
    exclude = ["change"]
    actions = ["take_out"]

    @admin.action(description=_("Take these words out"))
    def take_out(self, request: HttpRequest, rows: QuerySet[Delta]) -> None:
        self.act(request, rows, deltas.take_out)


@admin.register(Concession)
class ConcessionAdmin(Lookup[Concession]):
    list_display = ["article", "claim", "is_whole", "comment", "made_at"]
    list_filter = ["is_whole", "made_at", ("claim", admin.EmptyFieldListFilter)]
    list_select_related = ["article", "claim", "comment"]
    search_fields = ["note", "article__title", "article__author__username"]
    date_hierarchy = "made_at"
    ordering = ["-id"]
