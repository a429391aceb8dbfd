"""Addresses of members."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.settings, name="settings"),
    path("me/token/", views.token, name="token"),
    path("me/muted/", views.muted, name="muted"),
    path("<str:username>/", views.profile, name="profile"),
    path("<str:username>/arguments/", views.arguments, name="arguments"),
    path("<str:username>/mute/", views.mute, name="mute"),
    path("<str:username>/unmute/", views.unmute, name="unmute"),
]
