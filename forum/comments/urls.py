"""Addresses of comments: of one by itself, and of an essay's arguments."""

from django.urls import path

from forum.comments.views import (
    arriving,
    changing,
    clash,
    drafts,
    mapping,
    menus,
    posting,
    quoting,
    rating,
    reading,
    thread_view,
)

app_name = "comments"
urlpatterns = [
    path("articles/<str:slug>/arguments/", posting.post, name="post"),
    path("articles/<str:slug>/arguments/<str:position>/", reading.arguments, name="arguments"),
    path("articles/<str:slug>/map/", mapping.debate_map, name="map"),
    path("articles/<str:slug>/quote/", quoting.quote, name="quote"),
    path("articles/<str:slug>/clash/", clash.clash, name="clash"),
    path("articles/<str:slug>/draft/", drafts.keep, name="keep"),
    path("articles/<str:slug>/latest/", arriving.latest, name="latest"),
    path("articles/<str:slug>/news/", arriving.news, name="news"),
    path("articles/<str:slug>/arrived/", arriving.comments, name="arrived"),
    path("articles/<str:slug>/thread/", thread_view.thread_view, name="thread_view"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard_draft"),
    path("comments/<int:pk>/", reading.permalink, name="permalink"),
    path("comments/<int:pk>/thread/", reading.thread, name="thread"),
    path("comments/<int:pk>/reply/", posting.reply, name="reply"),
    path("comments/<int:pk>/edit/", changing.edit, name="edit"),
    path("comments/<int:pk>/delete/", changing.delete, name="delete"),
    path("comments/<int:pk>/history/", reading.history, name="history"),
    path("comments/<int:pk>/why/", menus.why, name="why"),
    path("comments/<int:pk>/more/", menus.more, name="more"),
    path("comments/<int:pk>/rate/", rating.rate_comment, name="rate"),
]
