"""The shape of what members type: to sign up, to log in, and about themselves."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.socialaccount import forms as social
from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import names, zones
from accounts.models import NAME_MAX, Theme, User


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "bio"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "name": _("Shown beside your username. At most 60 characters."),
            "bio": _("At most 500 characters, plain text."),
        }


class AvatarForm(forms.ModelForm):
    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={"required": _("Choose a picture first.")},
        help_text=_(
            "A JPEG, PNG, WebP or GIF, at most 10 MB. Its middle is kept as a square, without what "
            "cameras write into pictures (where, when, with what)."
        ),
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []


class NothingForm(forms.ModelForm):
    """A button and nothing else."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []


class ThemeForm(forms.ModelForm):
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[("", _("As my system is set")), *Theme.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("There is no such theme. Choose one of these.")},
    )

    class Meta:
        model = User
        fields = ["theme"]


class WordsForm(forms.ModelForm):
    """In which language a member reads, and by which clock."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        error_messages={
            "invalid_choice": _("The site does not speak this language. Choose one of these.")
        },
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        error_messages={
            "invalid_choice": _("There is no time zone ‘%(value)s’. Choose one from the list.")
        },
    )

    class Meta:
        model = User
        fields = ["language", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = dict(settings.LANGUAGES)
        usual = _as_the_site(offered[settings.LANGUAGE_CODE])
        self._field("language").choices = [("", usual), *settings.LANGUAGES]
        self._field("time_zone").choices = zones.choices(_as_the_site(settings.TIME_ZONE))
        if len(offered) == 1:
            del self.fields["language"]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field


def _as_the_site(what: str) -> str:
    return gettext("As the site: %(what)s") % {"what": what}


class _NamedSignup(forms.Form):
    """What both ways of signing up add to allauth's fields."""

    name = forms.CharField(
        label=_("Display name (optional)"),
        max_length=NAME_MAX,
        required=False,
        validators=[names.validate_shown],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown beside your username. You can change it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = _(
            "Letters and digits, and - _ . between them; 2 to 30. It cannot be changed later."
        )
        self.fields["email"].help_text = _("We send a code there. Nobody else sees it.")


class SignupForm(_NamedSignup, account.SignupForm):  # type: ignore[misc]
    field_order = ["email", "username", "password1", "name"]


class SocialSignupForm(_NamedSignup, social.SignupForm):  # type: ignore[misc]
    field_order = ["email", "username", "name"]


class LoginForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail address")
        # The word that lets password managers and passkeys fill in the name.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"

    def clean_login(self) -> str:
        login: str = super().clean_login()
        return login if "@" in login else names.normal(login)
