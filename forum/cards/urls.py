"""Addresses of pictures: beside the essay that each is of."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from forum.cards import views


class Version(StringConverter):
    regex = "[0-9a-f]{12}"


register_converter(Version, "version")
app_name = "cards"
urlpatterns = [path("articles/<str:slug>/card-<version:version>.png", views.card, name="card")]
