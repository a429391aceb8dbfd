"""The admin site: reached through the site's own log-in, open to administrators only, and changing
nothing but through the actions of each domain."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from forum.refusals import Refused


class Administration(AdminSite):
    site_header = _("Counterpoint administration")
    site_title = _("Counterpoint")
    index_title = _("What is kept")

    def has_permission(self, request: HttpRequest) -> bool:
        return roles.is_administrator(request.user)

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """Send visitors to the site's log-in, which knows rate limits and second factors.

        A member who is logged in but no administrator is told so: the log-in would only send them
        back here, and they would go round in circles.
        """
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", request.path))
        sentence = gettext("Only administrators may enter here. You are logged in as %s.")
        return render(request, "403.html", {"sentence": sentence % request.user}, status=403)

    def logout(self, request: HttpRequest, extra_context: object = None) -> Any:
        return LogoutView.as_view(next_page="/")(request)

    def password_change(self, request: HttpRequest, extra_context: object = None) -> Any:
        return redirect("account_change_password")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what others register: allauth's forms would change addresses and show secrets
        of second factors, around its own flows; Django's groups give nobody anything here."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [m for m in models if m.__module__.partition(".")[0] in ("accounts", "forum")]
        super().register(ours, admin_class, **options)


class Lookup[M: Model](admin.ModelAdmin):
    """Lists with filters and search. Rows are read, not edited: what may be changed is an admin
    action that calls `act`, so that the rules of the domain hold here too."""

    list_per_page = 50
    show_full_result_count = False  # counting every row of a large table is not worth the wait

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """By its number alone: what it says goes with its author, and this note stays."""
        administrator: Any = request.user
        return LogEntry.objects.create(
            user=administrator,
            content_type=ContentType.objects.get_for_model(obj),
            object_id=str(obj.pk),
            object_repr=f"{obj._meta.label} {obj.pk}",
            action_flag=CHANGE,
            change_message=message,
        )

    def act(self, request: HttpRequest, rows: QuerySet[M], action: Callable[[M], object]) -> None:
        """Do one of the domain's actions to each row; say what was done and what was refused."""
        done = 0
        for row in rows:
            try:
                action(row)
            except Refused as refusal:
                self.message_user(request, f"{row}: {refusal.sentence}", messages.ERROR)
            else:
                self.log_change(request, row, request.POST.get("action", ""))
                done += 1
        if done:
            text = ngettext("Done for %(n)d row.", "Done for %(n)d rows.", done) % {"n": done}
            self.message_user(request, text, messages.SUCCESS)
