"""Addresses of bookmarks."""

from django.urls import path

from forum.bookmarks import views

app_name = "bookmarks"
urlpatterns = [
    path("", views.bookmarks, name="mine"),
    path("articles/<str:slug>/", views.keep_article, name="article"),
    path("articles/<str:slug>/place/", views.place, name="place"),
    path("comments/<int:pk>/", views.keep_comment, name="comment"),
    path("<int:pk>/remove/", views.remove, name="remove"),
]
