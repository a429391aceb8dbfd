"""The pieces app."""

from django.apps import AppConfig


class PiecesConfig(AppConfig):
    name = "forum.pieces"
