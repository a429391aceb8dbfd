"""App configurations of the project package."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ForumConfig(AppConfig):
    """No tables: an app so that Django finds the commands."""

    name = "forum"


class AdministrationConfig(AdminConfig):
    default_site = "forum.administration.Administration"
