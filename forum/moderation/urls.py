"""Addresses of moderation."""

from django.urls import path

from forum.articles import views

app_name = "moderation"
urlpatterns = [
    path("", views.home, name="queue"),
    path("log/", views.home, name="log"),
    path("rules/", views.home, name="rules"),
]
