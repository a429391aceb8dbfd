"""Addresses of notifications."""

from django.urls import path

from forum.articles import views

app_name = "notifications"
urlpatterns = [
    path("", views.home, name="inbox"),
]
