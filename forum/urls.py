"""The site map."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.utils.module_loading import import_string

from forum import demo
from forum.articles.views import pictures, shelf

admin.autodiscover()  # here, for only who serves pages needs it
handler400 = "forum.errors.unreadable"
handler404 = "forum.errors.not_found"
handler500 = "forum.errors.broken"
urlpatterns = [
    path("", shelf.home, name="home"),
    # First, as most requests are for an essay and its debate.
    path("articles/", include("forum.articles.urls")),
    path("", include("forum.comments.urls")),
    path("", include("forum.stances.urls")),
    path("", include("forum.feeds.urls")),
    path("", include("forum.sitemap.urls")),
    path("", include("forum.cards.urls")),
    path("moderation/", include("forum.moderation.urls")),
    path("bookmarks/", include("forum.bookmarks.urls")),
    path("search/", include("forum.search.urls")),
    path("notices/", include("forum.notifications.urls")),
    path("members/me/data/", include("forum.exchange.urls")),
    path("members/me/leave/", include("forum.leaving.urls")),
    path("members/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("demo/outbox/", demo.outbox, name="outbox"),  # not there unless this is a demo
    *(
        [path("metrics", import_string("forum.ops.metrics.metrics"))]
        if settings.METRICS_TOKEN
        else []
    ),
    # A web server in front should answer these itself; see docs/writing.md.
    path("uploads/<path:path>", pictures.serve_upload, name="picture"),
]
