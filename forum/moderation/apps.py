"""The moderation app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "forum.moderation"
