"""The bookmarks app."""

from django.apps import AppConfig


class BookmarksConfig(AppConfig):
    name = "forum.bookmarks"
