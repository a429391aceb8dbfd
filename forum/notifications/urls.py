"""Addresses of notices of following and of leaving debates."""

from django.urls import path

from forum.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("leave/<str:slug>/", views.leave, name="leave"),
    path("rejoin/<str:slug>/", views.rejoin, name="rejoin"),
    path("follow/<str:username>/", views.follow, name="follow"),
    path("unfollow/<str:username>/", views.unfollow, name="unfollow"),
]
