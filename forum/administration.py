"""The admin site: reached through the site's own log-in, open to administrators only."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import roles


class Administration(AdminSite):
    site_header = _("Counterpoint administration")
    site_title = _("Counterpoint")
    index_title = _("What is kept")

    def has_permission(self, request: HttpRequest) -> bool:
        return roles.is_administrator(request.user)

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """Send people to the site's log-in, which knows rate limits and second factors."""
        return redirect_to_login(request.GET.get("next", request.path))
