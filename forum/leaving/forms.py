"""The choice of who leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _

ERASE, KEEP = "erase", "keep"


class LeaveForm(forms.Form):
    """Without a choice made for them: both are right for somebody, and one cannot be undone."""

    texts = forms.ChoiceField(
        label=_("What becomes of your essays and arguments?"),
        choices=[
            (ERASE, _("Erase them")),
            (KEEP, _("Keep them, without my name")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of your texts.")},
    )

    @property
    def keeps_texts(self) -> bool:
        return bool(self.cleaned_data["texts"] == KEEP)
