"""The shape of what readers flag, moderators decide, and visitors ask of the log."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.names import NAME_LONGEST
from forum.articles.models import TITLE_MAX
from forum.moderation.models import APPEAL_MAX, NOTE_MAX, REASON_MAX, Act, Rule


class FlagForm(forms.Form):
    """Why a reader thinks that something breaks a rule."""

    rule = forms.ModelChoiceField(
        Rule.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose the rule that it breaks."),
            "invalid_choice": _("Choose one of the rules in the list."),
        },
    )
    note = forms.CharField(
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": _("Keep the note to %(limit_value)d characters; it has %(show_value)d.")
        },
    )


class ActForm(forms.Form):
    """What a moderator does, under which rule and why."""

    act = forms.ChoiceField(
        choices=Act,
        error_messages={
            "required": _("Choose what to do: press one of the buttons."),
            "invalid_choice": _("There is no such act. Press one of the buttons."),
        },
    )
    rule = forms.ModelChoiceField(
        Rule.objects.all(),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the rules in the list.")},
    )
    reason = forms.CharField(
        max_length=REASON_MAX,
        error_messages={
            "required": _("Give a reason: the author and the public log will show it."),
            "max_length": _(
                "Keep the reason to %(limit_value)d characters; it has %(show_value)d."
            ),
        },
    )
    seen = forms.RegexField(r"^\d{1,18}-\d{1,18}-\d{1,18}$", widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is done, where nothing else is to be chosen."""

    reason = ActForm.base_fields["reason"]


class LockForm(ReasonForm):
    """Why a debate or a thread is locked, or opened again."""

    rule = ActForm.base_fields["rule"]
    act = forms.ChoiceField(choices=[(Act.LOCK, ""), (Act.UNLOCK, "")])


class AppealForm(forms.Form):
    """Why a decision was wrong, in the words of the person concerned."""

    text = forms.CharField(
        max_length=APPEAL_MAX,
        error_messages={
            "required": _("Say why it was wrong: whoever decides reads it beside the statement."),
            "max_length": _("Keep it to %(limit_value)d characters; it has %(show_value)d."),
        },
    )


class LogForm(forms.Form):
    """Which acts of the log to show. An address with something else in it is a wrong address.

    `moderator` is a username, or SOFTWARE; `article` an essay's slug, or words of its title.
    """

    SOFTWARE = "-"

    act = forms.ChoiceField(choices=[("", _("Every act")), *Act.choices], required=False)
    rule = forms.ModelChoiceField(
        Rule.objects.all(), required=False, to_field_name="number", empty_label=_("Every rule")
    )
    moderator = forms.CharField(required=False, max_length=NAME_LONGEST)
    article = forms.CharField(required=False, max_length=TITLE_MAX)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)
