"""The site map."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from forum.articles import views as articles

urlpatterns = [
    path("", articles.home, name="home"),
    path("articles/", include("forum.articles.urls")),
    path("", include("forum.comments.urls")),
    path("", include("forum.stances.urls")),
    path("moderation/", include("forum.moderation.urls")),
    path("notices/", include("forum.notifications.urls")),
    path("members/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEMO:
    from forum import demo

    urlpatterns += [path("demo/outbox/", demo.outbox, name="outbox")]
