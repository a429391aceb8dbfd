"""Essays in the admin site: looked up here, changed only through the actions of this app.

Drafts are not shown: they are nobody's but their author's. What hides or locks an essay needs a
rule and a reason, so it is done from the moderators' pages and not here.
"""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.administration import Lookup
from forum.articles.actions.rebuild import rebuild_one
from forum.articles.actions.tag import delete_unused
from forum.articles.actions.upload import delete_upload
from forum.articles.models import Article, ArticleState, Revision, Series, Tag, Upload


@admin.register(Article)
class ArticleAdmin(Lookup[Article]):
    list_display = ["title", "author", "state", "published_at", "revised_at", "words", "arguments"]
    list_filter = ["state", "published_at", ("locked_at", admin.EmptyFieldListFilter), "tags"]
    list_select_related = ["author"]
    search_fields = ["title", "thesis", "slug", "author__username", "author__name"]
    date_hierarchy = "published_at"
    ordering = ["-published_at", "-id"]
    exclude = ["html", "contents", "token"]
    actions = ["render_anew"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).exclude(state=ArticleState.DRAFT)

    @admin.display(description=_("arguments"))
    def arguments(self, article: Article) -> int:
        return article.argument_count

    @admin.action(description=_("Render their HTML anew"))
    def render_anew(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        self.act(request, rows, rebuild_one)


@admin.register(Revision)
class RevisionAdmin(Lookup[Revision]):
    list_display = ["article", "number", "editor", "created_at", "note"]
    list_filter = ["created_at"]
    list_select_related = ["article", "editor"]
    search_fields = ["article__title", "note", "editor__username"]
    ordering = ["-created_at", "-id"]


@admin.register(Tag)
class TagAdmin(Lookup[Tag]):
    list_display = ["name", "slug", "essays"]
    search_fields = ["name", "key"]
    ordering = ["name"]
    actions = ["remove_unused"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(essays=Count("articles"))

    @admin.display(description=_("essays"), ordering="essays")
    def essays(self, tag: Tag) -> int:
        return getattr(tag, "essays", 0)

    @admin.action(description=_("Remove those that no essay bears"))
    def remove_unused(self, request: HttpRequest, rows: QuerySet[Tag]) -> None:
        self.act(request, rows, delete_unused)


@admin.register(Series)
class SeriesAdmin(Lookup[Series]):
    list_display = ["title", "author", "slug"]
    list_select_related = ["author"]
    search_fields = ["title", "author__username", "author__name"]
    ordering = ["title"]


@admin.register(Upload)
class UploadAdmin(Lookup[Upload]):
    list_display = ["alt", "owner", "size", "created_at"]
    list_filter = ["created_at"]
    list_select_related = ["owner"]
    search_fields = ["alt", "caption", "file", "owner__username"]
    ordering = ["-id"]
    actions = ["remove"]

    @admin.display(description=_("pixels"))
    def size(self, upload: Upload) -> str:
        return f"{upload.width} × {upload.height}"

    @admin.action(description=_("Take these pictures off the site"))
    def remove(self, request: HttpRequest, rows: QuerySet[Upload]) -> None:
        self.act(request, rows, delete_upload)
