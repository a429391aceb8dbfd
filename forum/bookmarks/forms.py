"""The shape of a bookmark's note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.bookmarks.models import NOTE_MAX


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note to yourself"),
        help_text=_("Nobody else sees it."),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
