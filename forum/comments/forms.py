"""The shape of an argument as it is sent."""

import uuid
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.articles.anchors import Quotation
from forum.articles.forms import Words
from forum.articles.models import QUOTE_MAX, Article
from forum.articles.positions import Position
from forum.comments.actions.draft import Sheet, Typed
from forum.comments.actions.post import Argument
from forum.comments.models import COMMENT_MAX

CLAIM_DIGITS = 4  # more than an author numbers
EDITION_DIGITS = 6  # a million saves of one draft: years of typing
NO_CLAIM = _("This essay has no such claim.")
CHOOSE = _("Choose a position: For, Against or Neutral.")


class CommentForm(forms.Form):
    """An argument on an essay or a reply. `token` is its one-time mark: sent twice, posted once.

    `claim`, or `quote` with what stands around it, is what of the essay is answered; `whole` says
    that it is the essay after all.
    """

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
    claim = forms.IntegerField(required=False, error_messages={"invalid": NO_CLAIM})
    quote = forms.CharField(required=False)
    # Django takes fields out of the class, so a form keeps its own `prefix` all the same.
    prefix = forms.CharField(required=False)  # type: ignore[assignment]
    suffix = forms.CharField(required=False)
    whole = forms.BooleanField(required=False)
    # Of the draft that it is: how often it was saved before, and in which window it is typed.
    edition = forms.CharField(required=False)
    tab = forms.CharField(required=False)
    # Asked to think again, its author wants to post it all the same.
    reconsidered = forms.BooleanField(required=False)

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
    def edition_now(self) -> int:
        """How often its draft was saved; 0 for what is none, or no number."""
        text = str(self["edition"].value() or "")
        return int(text) if text.isdecimal() and len(text) <= EDITION_DIGITS else 0

    @property
    def new_tab(self) -> str:
        """The window's name, as that of the token."""
        return str(self._token(str(self["tab"].value() or "")))

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
        return Argument(data["position"], data["source"], data["token"], self._quotation())

    def sheet(self, article: Article, answers: int) -> Sheet:
        """The form as what is typed into; of a form that was checked, right or wrong."""
        data = self.cleaned_data
        token, tab = (self._token(str(data.get(name, ""))) for name in ("token", "tab"))
        return Sheet(article, answers, token, self.edition_now, tab)

    def typed(self) -> Typed:
        """What is in it, finished or not; of a form that was checked, right or wrong."""
        data = self.cleaned_data
        side, words = data.get("position", ""), data.get("source", self.text)
        said = Typed(words, side)
        if data.get("whole"):
            return said
        around = {name: data.get(name, "")[:QUOTE_MAX] for name in ("quote", "prefix", "suffix")}
        return replace(said, claim=self.claim_number, **around)

    @property
    def claim_number(self) -> int | None:
        """The claim that is named, if what came is a number."""
        text = str(self["claim"].value() or "")
        return int(text) if text.isdecimal() and len(text) <= CLAIM_DIGITS else None

    @property
    def answering_errors(self) -> list[str]:
        """What is wrong with what it says is answered."""
        names = ("claim", "quote", "prefix", "suffix")
        return [str(error) for name in names for error in self[name].errors]

    def _quotation(self) -> Quotation | None:
        """What of the essay is answered; None: the essay as a whole."""
        data = self.cleaned_data
        if data["whole"] or (data["claim"] is None and not data["quote"]):
            return None
        return Quotation(data["quote"], data["prefix"], data["suffix"], data["claim"])

    @staticmethod
    def _token(sent: str) -> uuid.UUID:
        """A form without a token, or with something else, is one that is sent once."""
        try:
            return uuid.UUID(sent)
        except ValueError:
            return uuid.uuid4()


class QuoteForm(forms.Form):
    """Words of an essay that somebody wants to answer; with what stands around them once they
    have said which of several places they mean."""

    quote = Words(
        QUOTE_MAX,
        label=_("Passage"),
        required=True,
        error_messages={"required": _("Paste the words that you want to answer.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    prefix = forms.CharField(required=False, strip=False)  # type: ignore[assignment]
    suffix = forms.CharField(required=False, strip=False)

    @property
    def chosen(self) -> Quotation | None:
        """The place that was chosen; only of a valid form."""
        data = self.cleaned_data
        if not data["prefix"] and not data["suffix"]:
            return None
        return Quotation(data["quote"], data["prefix"], data["suffix"])
