"""The shape of a bookmark's note, and of a place in an essay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.bookmarks.models import HEADING_MAX, NOTE_MAX, WORDS_MAX


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note to yourself"),
        help_text=_("Nobody else sees it."),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PlaceForm(forms.Form):
    """Where somebody is in an essay, as their browser says."""

    words = forms.CharField(max_length=WORDS_MAX)
    heading = forms.CharField(max_length=HEADING_MAX, required=False)
    share = forms.IntegerField(min_value=0, max_value=100)
