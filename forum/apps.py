"""App configurations of the project package."""

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class ForumConfig(AppConfig):
    """No tables: an app so that Django finds the commands."""

    name = "forum"


class AdministrationConfig(SimpleAdminConfig):
    """Each app's `admin` is loaded with the site's addresses (forum/urls.py): the worker of tasks
    and most commands have no use for them, nor for the 200 modules that they ask for."""

    default_site = "forum.administration.Administration"
