"""Members in the admin site: looked up here, changed only through the actions of this app."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.models import Departure, User
from accounts.roles import Role
from forum.administration import Lookup
from forum.leaving.actions import call_off


@admin.register(User)
class MemberAdmin(Lookup[User]):
    list_display = ["username", "name", "email", "role", "is_active", "joined", "last_login"]
    list_filter = ["role", "is_active", "joined"]
    search_fields = ["username", "name", "email"]
    date_hierarchy = "joined"
    ordering = ["-joined", "-id"]
    fields = ["username", "name", "email", "bio", "role", "is_active", "joined", "last_login"]
    actions = [
        "make_member",
        "make_moderator",
        "make_administrator",
        "close",
        "reopen",
        "clear_profile",
    ]

    @admin.action(description=_("Make them members without special rights"))
    def make_member(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self._give(request, rows, Role.MEMBER)

    @admin.action(description=_("Make them moderators"))
    def make_moderator(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self._give(request, rows, Role.MODERATOR)

    @admin.action(description=_("Make them administrators"))
    def make_administrator(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self._give(request, rows, Role.ADMINISTRATOR)

    @admin.action(description=_("Close their accounts"))
    def close(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self.act(request, rows, lambda person: actions.close(self._giver(request), person))

    @admin.action(description=_("Reopen their accounts"))
    def reopen(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self.act(request, rows, lambda person: actions.reopen(self._giver(request), person))

    @admin.action(description=_("Clear their display names, bios and pictures"))
    def clear_profile(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        self.act(request, rows, lambda person: actions.clear_profile(self._giver(request), person))

    def _give(self, request: HttpRequest, rows: QuerySet[User], role: str) -> None:
        self.act(
            request, rows, lambda person: actions.give_role(self._giver(request), person, role)
        )

    @staticmethod
    def _giver(request: HttpRequest) -> User:
        assert isinstance(request.user, User)  # has_permission let nobody else in
        return request.user


@admin.register(Departure)
class DepartureAdmin(Lookup[Departure]):
    """Who asked to leave. They come back by themselves; an administrator can bring back somebody
    who cannot log in any more."""

    list_display = ["member", "asked_at", "due_at", "keeps_texts", "begun_at"]
    list_select_related = ["member"]
    search_fields = ["member__username"]
    ordering = ["due_at"]
    actions = ["bring_back"]

    @admin.action(description=_("Bring them back"))
    def bring_back(self, request: HttpRequest, rows: QuerySet[Departure]) -> None:
        self.act(request, rows, lambda asked: call_off(MemberAdmin._giver(request), asked))
