"""Addresses of comments."""

from django.urls import path

from forum.articles import views

app_name = "comments"
urlpatterns = [
    path("comments/<int:pk>/", views.tag, name="permalink"),
]
