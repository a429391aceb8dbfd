"""Rules, flags and the log in the admin site. Flags are decided there as in the queue: with a
reason, through the same actions."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forum.administration import Lookup
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.rulebook import Wording, add_rule, reword
from forum.moderation.gate.phrases import is_usable
from forum.moderation.models import (
    REASON_MAX,
    Appeal,
    Flag,
    Hold,
    LogEntry,
    Phrase,
    Restriction,
    Rule,
    Statement,
)
from forum.refusals import Refused


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rules are reworded here, and every wording is kept. None is deleted, because the log refers
    to it; for the same reason its number and its address stay."""

    list_display = ["number", "title", "slug", "harm", "version"]
    list_display_links = ["title"]
    search_fields = ["title", "text"]
    fields = ["number", "slug", "title", "text", "harm"]

    def get_readonly_fields(self, request: HttpRequest, obj: Rule | None = None) -> list[str]:
        return ["number", "slug"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Rule, form: object, change: bool) -> None:
        editor = cast(User, request.user)
        wording = Wording(obj.title, obj.text, obj.harm)
        if change:
            reword(editor, obj, wording)
        else:
            obj.pk = add_rule(editor, obj.number, obj.slug, wording).pk


class ReasonForm(ActionForm):
    """Beside the list of actions: why, for the author and the public log."""

    reason = forms.CharField(label=_("Reason:"), max_length=REASON_MAX, required=False)


@admin.register(Flag)
class FlagAdmin(Lookup[Flag]):
    list_display = ["created_at", "state", "rule", "comment", "article", "flagger", "note"]
    list_filter = ["state", "rule", "created_at"]
    list_select_related = ["rule", "comment", "article", "flagger"]
    search_fields = ["note", "article__title", "flagger__username", "flagger__name"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    action_form = ReasonForm
    actions = ["keep", "hide"]

    @admin.action(description=_("Keep what they flagged"))
    def keep(self, request: HttpRequest, rows: QuerySet[Flag]) -> None:
        self.act(
            request,
            rows,
            lambda flag: decide.keep(
                cast(User, request.user), _flagged(flag), None, _reason(request)
            ),
        )

    @admin.action(description=_("Hide what they flagged, under the rule they name"))
    def hide(self, request: HttpRequest, rows: QuerySet[Flag]) -> None:
        self.act(
            request,
            rows,
            lambda flag: decide.hide(
                cast(User, request.user), _flagged(flag), flag.rule, _reason(request)
            ),
        )


def _flagged(flag: Flag) -> Comment | Article:
    thing = flag.comment or flag.article
    if thing is None:
        raise Refused(gettext("Profiles are decided about in the queue."))
    return thing


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


@admin.register(LogEntry)
class LogEntryAdmin(Lookup[LogEntry]):
    list_display = ["at", "act", "moderator", "rule", "comment", "article", "reason"]
    list_filter = ["act", "rule", "moderator", "at"]
    list_select_related = ["moderator", "rule", "comment", "article"]
    search_fields = ["reason", "article__title", "moderator__username", "moderator__name"]
    date_hierarchy = "at"
    action_form = ReasonForm
    actions = ["restore"]

    @admin.action(description=_("Restore what they hid or removed"))
    def restore(self, request: HttpRequest, rows: QuerySet[LogEntry]) -> None:
        self.act(request, rows, lambda entry: _restore(request, entry))


def _restore(request: HttpRequest, entry: LogEntry) -> None:
    thing = entry.comment or entry.article
    if thing:
        decide.restore(cast(User, request.user), thing, None, _reason(request))


@admin.register(Restriction)
class RestrictionAdmin(Lookup[Restriction]):
    list_display = ["kind", "member", "article", "since", "until", "lifted_at", "entry"]
    list_filter = ["kind", "until"]
    list_select_related = ["member", "article", "entry"]
    search_fields = ["member__username", "member__name", "article__title", "entry__reason"]
    date_hierarchy = "since"
    ordering = ["-id"]


@admin.register(Statement)
class StatementAdmin(Lookup[Statement]):
    list_display = ["entry", "member", "article", "comment", "count", "flagged"]
    list_filter = ["flagged", "entry__act", "entry__rule"]
    list_select_related = ["entry", "member", "article", "comment"]
    search_fields = ["member__username", "member__name", "entry__reason"]
    ordering = ["-id"]


@admin.register(Appeal)
class AppealAdmin(Lookup[Appeal]):
    list_display = ["created_at", "state", "statement", "decision"]
    list_filter = ["state", "created_at"]
    list_select_related = ["statement__entry", "decision"]
    search_fields = ["text", "statement__member__username"]
    date_hierarchy = "created_at"
    ordering = ["-id"]


class PhraseForm(forms.ModelForm):
    """A phrase that cannot be searched for is refused with what is wrong with it."""

    class Meta:
        model = Phrase
        fields = ["kind", "text", "verdict", "rule", "note"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 80})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "text" in data and (wrong := is_usable(data.get("kind", ""), data["text"])):
            self.add_error("text", wrong)
        return data


@admin.register(Phrase)
class PhraseAdmin(admin.ModelAdmin):
    """The lists of words and patterns that the gate searches comments for. What is saved holds from
    the next comment on."""

    form = PhraseForm
    list_display = ["text", "kind", "verdict", "rule", "note"]
    list_filter = ["verdict", "kind", "rule"]
    list_select_related = ["rule"]
    search_fields = ["text", "note"]


@admin.register(Hold)
class HoldAdmin(Lookup[Hold]):
    list_display = ["created_at", "name", "comment", "rule", "said"]
    list_filter = ["name", "rule", "created_at"]
    list_select_related = ["comment", "rule"]
    search_fields = ["why", "comment__author__username"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
