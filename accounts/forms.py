"""The shape of what members type: to sign up, to log in, and about themselves."""

from typing import Any

from allauth.account import forms as account
from allauth.socialaccount import forms as social
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.models import NAME_MAX, User


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "bio"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "name": _("Shown beside your username. At most 60 characters."),
            "bio": _("At most 500 characters, plain text."),
        }


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
