"""How a member wants to be told of each kind of thing."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forum.notifications.models import ALWAYS_TOLD, DEFAULT_MAIL, Kind, Mail, Preference

WORDS = {
    Kind.REPLY: _("Replies to what you wrote"),
    Kind.MENTION: _("Mentions of you: @{username}"),
    Kind.WATCHED: _("New arguments in debates and threads you watch"),
    Kind.COMMENT: _("Arguments on your essays"),
    Kind.ARTICLE: _("New essays by people you follow, or with a tag you watch"),
    Kind.MOVED: _("Someone was moved by what you wrote"),
    Kind.CONCEDED: _("An essay was changed because of what you wrote"),
    Kind.MODERATION: _("What moderators did about you, and why"),
    Kind.FLAG: _("What became of what you flagged"),
    Kind.APPEAL: _("Answers to your appeals"),
}


class Line(NamedTuple):
    """One kind's fields. In the page one is always told of what moderation did."""

    words: str
    in_page: forms.BoundField | None
    mail: forms.BoundField


class PreferencesForm(forms.Form):
    watches_threads = forms.BooleanField(
        label=_("Watch threads I reply in"),
        help_text=_("You are told of what is argued there after you. Each can be stopped."),
        required=False,
    )

    def __init__(self, *args: Any, member: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["watches_threads"].initial = member.watches_threads
        wishes = {wish.kind: wish for wish in Preference.objects.filter(member=member)}
        for kind in Kind:
            wish = wishes.get(kind) or Preference(kind=kind, mail=DEFAULT_MAIL[kind])
            self._add(kind, wish)

    def _add(self, kind: Kind, wish: Preference) -> None:
        words = WORDS[kind].format(username=self.member.username)
        if kind not in ALWAYS_TOLD:
            self.fields[f"{kind}_in_page"] = forms.BooleanField(
                label=words, required=False, initial=wish.in_page
            )
        self.fields[f"{kind}_mail"] = forms.ChoiceField(
            label=words, choices=Mail.choices, initial=wish.mail
        )

    def lines(self) -> Iterator[Line]:
        for kind in Kind:
            is_free = kind not in ALWAYS_TOLD
            mail = self[f"{kind}_mail"]
            yield Line(str(mail.label), self[f"{kind}_in_page"] if is_free else None, mail)

    def wishes(self) -> list[Preference]:
        """What was chosen, for `actions.prefer`."""
        said = self.cleaned_data
        return [
            Preference(
                member=self.member,
                kind=kind,
                in_page=said.get(f"{kind}_in_page", True),
                mail=said[f"{kind}_mail"],
            )
            for kind in Kind
        ]
