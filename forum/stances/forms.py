"""The shape of what readers say of their stance, and of what an essay's author concedes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.articles.forms import Line, Words
from forum.articles.models import THESIS_MAX, Article, Claim
from forum.articles.positions import Stand
from forum.stances import rules
from forum.stances.models import REASON_MAX, REASON_MIN

THESIS = "thesis"  # what is conceded, where it is not a claim's number
CHOOSE = _("Choose what you concede: a claim, or the thesis as it stands.")
EXTENT = _("Say whether you concede it in part or wholly.")
STAND = _("Choose one: For, Undecided or Against.")
NO_SUCH = _("Choose one of the replies, or none.")
KEY_MAX = 10**18  # below what a database's key holds


class MovedForm(forms.Form):
    """Where a reader stands now and, if a reply moved them, which one and why."""

    stance = forms.ChoiceField(
        choices=Stand, error_messages={"required": STAND, "invalid_choice": STAND}
    )
    comment = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=KEY_MAX,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_SUCH),
    )
    reason = Words(REASON_MAX, required=False)

    limit = REASON_MAX
    least = REASON_MIN

    @property
    def text(self) -> str:
        """What is in the box, whatever it is."""
        return str(self["reason"].value() or "")

    @property
    def named(self) -> str:
        """The comment that is chosen, as sent."""
        return str(self["comment"].value() or "")

    def clean(self) -> dict[str, Any]:
        """A reply is named with a reason, and a reason is kept with a reply: neither goes alone."""
        data = super().clean() or self.cleaned_data
        if "reason" in data and "comment" in data:
            if data["comment"]:
                self._complain("reason", rules.is_reason(data["reason"]))
            elif data["reason"].strip():
                self._complain(
                    "comment",
                    gettext("Choose the reply that moved you: a reason is kept with a reply only."),
                )
        return data

    def _complain(self, field: str, sentence: str) -> None:
        if sentence:
            self.add_error(field, sentence)


class ConcessionForm(forms.Form):
    """What is conceded, how far, and a note for the essay. The action has the last word on all."""

    what = forms.CharField(error_messages={"required": CHOOSE})
    extent = forms.ChoiceField(
        choices=[("part", _("In part")), ("whole", _("Wholly"))],
        error_messages={"required": EXTENT, "invalid_choice": EXTENT},
    )
    thesis = Line(THESIS_MAX, label=_("The thesis, amended"), widget=forms.Textarea)
    note = Words(
        REASON_MAX,
        label=_("What did the argument show?"),
        required=True,
        error_messages={"required": _("Say in a sentence what the argument showed.")},
        widget=forms.Textarea,
    )

    def __init__(self, article: Article, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claims = list(article.claims.all())

    @property
    def choices(self) -> list[tuple[str, Claim, bool]]:
        """Value, claim, and whether it is chosen, of the claims that the essay makes now."""
        chosen = str(self["what"].value())
        return [
            (str(claim.number), claim, str(claim.number) == chosen)
            for claim in self.claims
            if claim.gone_in is None
        ]

    @property
    def is_thesis(self) -> bool:
        return bool(self["what"].value() == THESIS)

    def clean_what(self) -> Claim | None:
        """The claim, which may be gone: the action says that then. None for the thesis."""
        what = self.cleaned_data["what"]
        if what == THESIS:
            return None
        for claim in self.claims:
            if str(claim.number) == what:
                return claim
        raise forms.ValidationError(CHOOSE)
