"""Addresses of stances."""

from django.urls import URLPattern

app_name = "stances"
urlpatterns: list[URLPattern] = []
