"""The shape of what an essay's author concedes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.articles.forms import Line, Words
from forum.articles.models import THESIS_MAX, Article, Claim
from forum.stances.models import REASON_MAX

THESIS = "thesis"  # what is conceded, where it is not a claim's number
CHOOSE = _("Choose what you concede: a claim, or the thesis as it stands.")
EXTENT = _("Say whether you concede it in part or wholly.")


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
