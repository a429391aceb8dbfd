"""Addresses of essays; the word in them is 'articles'."""

from django.urls import path

from forum.articles import views

app_name = "articles"
urlpatterns = [
    path("new/", views.new, name="new"),
    path("mine/", views.mine, name="mine"),
    path("tags/", views.tags, name="tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("series/<str:slug>/", views.series, name="series"),
    path("<str:slug>/", views.read, name="read"),
]
