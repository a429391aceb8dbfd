"""Addresses of feeds: beside the page that each is of."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from forum.feeds import views


class Form(StringConverter):
    regex = "atom|json"


register_converter(Form, "feed")
app_name = "feeds"
urlpatterns = [
    path("feed.<feed:form>", views.site, name="site"),
    path("articles/tags/<str:slug>/feed.<feed:form>", views.tag, name="tag"),
    path("members/<str:username>/feed.<feed:form>", views.author, name="author"),
    path("articles/<str:slug>/feed.<feed:form>", views.debate, name="debate"),
]
