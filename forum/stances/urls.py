"""Addresses of stances."""

from django.urls import path

from forum.stances.views import answering, taking

app_name = "stances"
urlpatterns = [
    path("articles/<str:slug>/stance/", taking.take, name="take"),
    path("articles/<str:slug>/claims/<int:number>/answer/", answering.answer, name="answer"),
]
