"""Addresses of stances."""

from django.urls import path

from forum.stances.views import answering, conceding, taking

app_name = "stances"
urlpatterns = [
    path("articles/<str:slug>/stance/", taking.take, name="take"),
    path("articles/<str:slug>/claims/<int:number>/answer/", answering.answer, name="answer"),
    path("comments/<int:pk>/concede/", conceding.concede, name="concede"),
    path("concessions/<int:pk>/take-back/", conceding.take_back, name="unconcede"),
]
