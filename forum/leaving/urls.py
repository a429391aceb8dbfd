"""Addresses of leaving."""

from django.urls import path

from forum.leaving import views

app_name = "leaving"
urlpatterns = [
    path("", views.leave, name="leave"),
    path("return/", views.come_back, name="come_back"),
]
