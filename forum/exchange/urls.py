"""Addresses of what members take away."""

from django.urls import path

from forum.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.takeout, name="takeout"),
    path("download/", views.download, name="download"),
]
