"""What is public of stances in the admin site: looked up here, changed only through the actions.

Stances and answers to claims are not registered: they are their readers' own, and told to nobody
but in totals.
"""

from django.contrib import admin

from forum.administration import Lookup
from forum.stances.models import Concession


@admin.register(Concession)
class ConcessionAdmin(Lookup[Concession]):
    list_display = ["article", "claim", "is_whole", "comment", "made_at"]
    list_filter = ["is_whole", "made_at", ("claim", admin.EmptyFieldListFilter)]
    list_select_related = ["article", "claim", "comment"]
    search_fields = ["note", "article__title", "article__author__username"]
    date_hierarchy = "made_at"
    ordering = ["-id"]
