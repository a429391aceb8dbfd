"""The shape of what writers send: the essay, the picture, what to compare."""

from typing import Any

from django import forms
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forum.articles import labels
from forum.articles.manuscript import Basis, Manuscript
from forum.articles.models import (
    ALT_MAX,
    CAPTION_MAX,
    ESSAY_MAX,
    NOTE_MAX,
    SUBTITLE_MAX,
    TAG_MAX,
    TAGS_MAX,
    THESIS_MAX,
    TITLE_MAX,
    Series,
    Upload,
)

PART_MAX = 999
TOKEN = r"[0-9a-f]{8,32}"
COVERS_MAX = 60  # the latest pictures of one's own that the choice of a cover offers
TAGS_LINE_MAX = 500  # characters; five of the longest tags are 200
_PART_WRONG = format_lazy(_("A part is a number from 1 to {limit}."), limit=PART_MAX)
_TAGS_HELP = format_lazy(_("At most {limit}, with commas between them."), limit=TAGS_MAX)


class Words(forms.CharField):
    """A text as it was typed. No `maxlength` in the page: a browser would cut what is pasted."""

    def __init__(self, limit: int, counted: bool = True, **options: Any) -> None:
        """`counted` shows the limit on the page, and how much of it is used."""
        super().__init__(**{"required": False, **options})
        self.limit = limit if counted else None
        self.validators = [
            ProhibitNullCharactersValidator(
                _("This holds a NUL character, which cannot be kept. Please take it out.")
            ),
            MaxLengthValidator(
                limit,
                _("This has %(show_value)s characters; at most %(limit_value)s are possible."),
            ),
        ]

    def to_python(self, value: object) -> str:
        """With one kind of line end, so that lengths and differences are true."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(text) or ""


class Line(Words):
    """A text of one line; line ends that were pasted become spaces."""

    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(value).split())


class EssayForm(forms.Form):
    """The writing page. A draft may be unfinished; `publishing` asks for all an essay needs."""

    title = Line(TITLE_MAX, label=_("Title"))
    subtitle = Line(SUBTITLE_MAX, label=_("Subtitle"))
    thesis = Line(
        THESIS_MAX,
        label=_("Thesis"),
        help_text=_("One sentence that a reasonable person could argue against."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = Words(
        ESSAY_MAX,
        label=_("Essay"),
        help_text=_("Markdown, without HTML."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "body", "spellcheck": "true"}),
    )
    tags = Line(TAGS_LINE_MAX, counted=False, label=_("Tags"), help_text=_TAGS_HELP)
    series = Line(
        TITLE_MAX,
        counted=False,
        label=_("Series"),
        widget=forms.TextInput(attrs={"list": "my-series"}),
    )
    part = forms.IntegerField(
        label=pgettext_lazy("of a series", "Part"),
        required=False,
        validators=[MinValueValidator(1, _PART_WRONG), MaxValueValidator(PART_MAX, _PART_WRONG)],
        error_messages={"invalid": _PART_WRONG},
    )
    cover = forms.TypedChoiceField(
        label=_("Cover"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=(),
        error_messages={"invalid_choice": _("Choose one of your own pictures.")},
    )
    note = Line(
        NOTE_MAX,
        label=_("What changed?"),
        help_text=_("Readers see this beside the date of the change."),
    )
    token = forms.RegexField(TOKEN, required=False, widget=forms.HiddenInput)
    edition = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    tab = forms.RegexField(TOKEN, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, author: User, publishing: bool = False, **options: object):
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.publishing = publishing
        covers = Upload.objects.filter(owner=author).order_by("-id")[:COVERS_MAX]
        self.fields["cover"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((u.pk, u.alt) for u in covers),
        ]
        self.my_series = Series.objects.filter(author=author).values_list("title", flat=True)

    def clean_thesis(self) -> str:
        return self._needed("thesis", gettext("Say in one sentence what the essay argues."))

    def clean_title(self) -> str:
        return self._needed("title", gettext("Give the essay a title."))

    def clean_source(self) -> str:
        source = self._needed(
            "source", gettext("The essay is empty. Write it before you publish it.")
        )
        return source if source.strip() else ""

    def clean_tags(self) -> tuple[str, ...]:
        names = labels.distinct(self.cleaned_data["tags"].split(","))
        if len(names) > TAGS_MAX:
            raise forms.ValidationError(
                _("These are %(many)s tags; an essay takes at most %(limit)s."),
                params={"many": len(names), "limit": TAGS_MAX},
            )
        for name in names:
            if len(name) > TAG_MAX or not any(letter.isalnum() for letter in name):
                raise forms.ValidationError(
                    _("‘%(name)s’ cannot be a tag: it takes a letter, and at most %(limit)s."),
                    params={"name": name[:TAG_MAX], "limit": TAG_MAX},
                )
        return tuple(names)

    def manuscript(self) -> Manuscript:
        return Manuscript(**{name: self.cleaned_data[name] for name in Manuscript.__annotations__})

    def basis(self) -> Basis:
        return Basis(self.cleaned_data["edition"] or 0, self.cleaned_data["tab"])

    def _needed(self, name: str, sentence: str) -> str:
        """The field's text; missing it is an error only for an essay that is to be published."""
        if self.publishing and not self.cleaned_data[name].strip():
            raise forms.ValidationError(sentence)
        return self.cleaned_data[name]


class PictureForm(forms.Form):
    """A picture to upload. What is in the file is checked by the action."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF; at most 10 MB and 40 megapixels."),
        error_messages={
            "required": _("Choose a picture from your device."),
            "empty": _("This file is empty."),
        },
    )
    alt = Line(
        ALT_MAX,
        label=_("Alternative text"),
        help_text=_("What the picture shows, for those who cannot see it."),
        required=True,
        error_messages={"required": _("Say what the picture shows, for those who cannot see it.")},
    )
    caption = Line(CAPTION_MAX, label=_("Caption"))
