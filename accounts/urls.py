"""Addresses of accounts."""

from django.urls import path

from forum.articles import views

app_name = "accounts"
urlpatterns = [
    path("<str:slug>/", views.tag, name="profile"),
]
