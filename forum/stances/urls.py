"""Addresses of stances."""

from django.urls import path

from forum.stances import views

app_name = "stances"
urlpatterns = [
    path("articles/<str:slug>/stance/", views.take, name="take"),
]
