"""Addresses of notices of following and of leaving debates."""

from django.urls import path

from forum.notifications import views
from forum.notifications.mailing import views as mailing

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("mailed/<str:token>/", mailing.open_from_mail, name="mailed"),
    path("unsubscribe/", mailing.resubscribe, name="resubscribe"),
    path("unsubscribe/<str:token>/", mailing.unsubscribe, name="unsubscribe"),
    path("leave/<str:slug>/", views.leave, name="leave"),
    path("rejoin/<str:slug>/", views.rejoin, name="rejoin"),
    path("follow/<str:username>/", views.follow, name="follow"),
    path("unfollow/<str:username>/", views.unfollow, name="unfollow"),
]
