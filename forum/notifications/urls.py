"""Addresses of notices, of watching, and of leaving debates."""

from django.urls import path

from forum.notifications.mailing import views as mailing
from forum.notifications.views import inbox, preferences, watching

app_name = "notifications"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.mark_all_read, name="mark_all_read"),
    path("<int:pk>/", inbox.open_notice, name="open"),
    path("<int:pk>/read/", inbox.mark_read, name="mark_read"),
    path("settings/", preferences.preferences, name="preferences"),
    path("watching/", watching.watches, name="watches"),
    path("watching/<int:pk>/end/", watching.end, name="end_watch"),
    path("watch/<str:what>/<str:key>/", watching.watch, name="watch"),
    path("unwatch/<str:what>/<str:key>/", watching.unwatch, name="unwatch"),
    path("mailed/<str:token>/", mailing.open_from_mail, name="mailed"),
    path("unsubscribe/", mailing.resubscribe, name="resubscribe"),
    path("unsubscribe/<str:token>/", mailing.unsubscribe, name="unsubscribe"),
    path("leave/<str:slug>/", watching.leave, name="leave"),
    path("rejoin/<str:slug>/", watching.rejoin, name="rejoin"),
    path("follow/<str:username>/", watching.follow, name="follow"),
    path("unfollow/<str:username>/", watching.unfollow, name="unfollow"),
]
