"""The shape of an argument as it is sent."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.articles.forms import Words
from forum.articles.positions import Position
from forum.comments.actions.post import Argument
from forum.comments.models import COMMENT_MAX

CHOOSE = _("Choose a position: For, Against or Neutral.")


class CommentForm(forms.Form):
    """An argument on an essay or a reply. `token` is its one-time mark: sent twice, posted once."""

    position = forms.ChoiceField(
        label=_("Position"),
        choices=Position,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    source = Words(
        COMMENT_MAX,
        label=_("Your argument"),
        required=True,
        error_messages={"required": _("Your argument is empty. Write it before you post it.")},
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def as_typed(self, before: str = "") -> "CommentForm":
        """The same words, with others before them, and the same choice, without errors: nothing
        was sent yet that could be wrong."""
        sent = {name: self[name].value() for name in self.fields}
        return CommentForm(initial={**sent, "source": before + self.text})

    @property
    def new_token(self) -> str:
        """The token to send along: the one that came, so that a form shown again stays the same."""
        return str(self._token(str(self["token"].value() or "")))

    @property
    def text(self) -> str:
        """What is in the box, whatever it is."""
        return str(self["source"].value() or "")

    @property
    def limit(self) -> int:
        return COMMENT_MAX

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Value, word, and whether it is chosen."""
        chosen = self["position"].value()
        return [(side.value, str(side.label), side.value == chosen) for side in Position]

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"])
        if not source.strip():
            raise forms.ValidationError(self.fields["source"].error_messages["required"])
        return source

    def clean_token(self) -> uuid.UUID:
        return self._token(self.cleaned_data["token"])

    def argument(self) -> Argument:
        """What was sent; only of a valid form."""
        data = self.cleaned_data
        return Argument(data["position"], data["source"], data["token"])

    @staticmethod
    def _token(sent: str) -> uuid.UUID:
        """A form without a token, or with something else, is one that is sent once."""
        try:
            return uuid.UUID(sent)
        except ValueError:
            return uuid.uuid4()
