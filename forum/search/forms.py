"""The shape of a search: what is typed, and the same as fields."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.articles.positions import Position
from forum.search.query import ARGUMENTS, ESSAYS, TYPED_MAX, Query, parse

# More than is taken, so that who pastes a page is told so and finds their words; not so much more
# that the address is longer than servers take.
FIELD_MAX = 1_000
NAME_MAX = 80
NEWEST = "newest"


class Words(forms.CharField):
    """What is typed, whatever it is: a NUL, which databases take nowhere, is no more than a gap."""

    def to_python(self, value: object) -> str:
        return str(super().to_python(value) or "").replace("\0", " ").strip()


class SearchForm(forms.Form):
    """Sent by GET, so that a search is an address; a field that is not sent narrows nothing."""

    q = Words(
        label=_("Search for"),
        required=False,
        max_length=TYPED_MAX,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": _(
                "At most %(limit_value)d characters can be searched for; these are %(show_value)d. "
                "A few telling words find more than a page does."
            )
        },
    )
    author = Words(label=_("Username of its author"), required=False, max_length=NAME_MAX)
    tag = Words(label=_("Tag of the essay"), required=False, max_length=NAME_MAX)
    position = forms.ChoiceField(
        label=_("Position"), required=False, choices=[("", _("Any")), *Position.choices]
    )
    since = forms.DateField(
        label=_("Not before"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Not after"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["q"].widget.attrs["maxlength"] = FIELD_MAX

    @property
    def narrows(self) -> bool:
        """Is anything beyond the words filled in, or wrong?"""
        return any(self.data.get(name) for name in NARROWING)

    def query(self) -> Query:
        """What is asked for; a field says more than a word of the same name that was typed."""
        query = parse(self.cleaned_data["q"])
        fields = {name: self.cleaned_data[name] for name in NARROWING if self.cleaned_data[name]}
        for name in {"author", "tag"} & fields.keys():
            fields[name] = fields[name].strip().lstrip("@#").casefold()
        if self.data.get("in") in (ESSAYS, ARGUMENTS):
            fields["kind"] = self.data["in"]
        return replace(query, **fields)


NARROWING = ("author", "tag", "position", "since", "until")
