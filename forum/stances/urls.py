"""Addresses of stances."""

from django.urls import path

from forum.stances.views import answering, conceding, lists, moved, moving, taking

app_name = "stances"
urlpatterns = [
    path("articles/<str:slug>/stance/", taking.take, name="take"),
    path("articles/<str:slug>/claims/", answering.claims, name="claims"),
    path("articles/<str:slug>/claims/<int:number>/answer/", answering.answer, name="answer"),
    path("comments/<int:pk>/concede/", conceding.concede, name="concede"),
    path("concessions/<int:pk>/take-back/", conceding.take_back, name="unconcede"),
    path("articles/<str:slug>/stance/moved/", moving.move, name="move"),
    path("articles/<str:slug>/stances/", moved.flow, name="flow"),
    path("articles/<str:slug>/moved/", moved.moved_most, name="moved_most"),
    path("contested/", lists.contested, name="contested"),
    path("changed-minds/", lists.changed, name="changed"),
    path("moved/", moved.moved_anywhere, name="moved_anywhere"),
    path("comments/<int:pk>/moved/", moving.delta, name="delta"),
    path("comments/<int:pk>/moved/back/", moving.take_back, name="take_back"),
    path("comments/<int:pk>/moved-readers/", moved.moved_readers, name="moved_readers"),
]
