"""The stances app."""

from django.apps import AppConfig


class StancesConfig(AppConfig):
    name = "forum.stances"
