"""Addresses of essays; the word in them is 'articles'."""

from django.urls import path

from forum.articles.views import acts, history, leading, pictures, reading, shelf, writing

app_name = "articles"
urlpatterns = [
    path("new/", writing.new, name="new"),
    path("preview/", writing.preview, name="preview"),
    path("pictures/", pictures.upload, name="upload"),
    path("mine/", shelf.mine, name="mine"),
    path("authors/", leading.authors, name="authors"),
    path("series/", leading.all_series, name="all_series"),
    path("tags/", shelf.tags, name="tags"),
    path("tags/<str:slug>/", shelf.tag, name="tag"),
    path("series/<str:slug>/", shelf.series, name="series"),
    path("<str:slug>/", reading.read, name="read"),
    path("<str:slug>/edit/", writing.edit, name="edit"),
    path("<str:slug>/history/", history.revisions, name="history"),
    path("<str:slug>/changes/", history.changes, name="changes"),
    path("<str:slug>/publish/", acts.publish, name="publish"),
    path("<str:slug>/withdraw/", acts.withdraw, name="withdraw"),
    path("<str:slug>/discard/", acts.discard, name="discard"),
]
