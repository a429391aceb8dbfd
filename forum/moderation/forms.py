"""The shape of what readers flag, moderators decide, and visitors ask of the log."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import NAME_LONGEST
from forum.articles.models import TITLE_MAX, Article, ArticleState
from forum.moderation.models import APPEAL_MAX, NOTE_MAX, REASON_MAX, Act, Rule
from forum.moderation.rules import FOR_MANY
from forum.moderation.selection import Selection


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


class TimedForm(forms.Form):
    """For how long something is to hold, in hours."""

    hours = forms.TypedChoiceField(
        choices=[
            ("", _("Choose how long")),
            (1, _("1 hour")),
            (6, _("6 hours")),
            (24, _("1 day")),
            (3 * 24, _("3 days")),
            (7 * 24, _("1 week")),
            (30 * 24, _("30 days")),
            (90 * 24, _("90 days")),
            (365 * 24, _("1 year")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose how long this is to hold.")},
    )

    @property
    def until(self) -> datetime | None:
        """When that is over; None if nothing was chosen."""
        hours = self.cleaned_data["hours"]
        return timezone.now() + timedelta(hours=hours) if hours else None


class ActForm(TimedForm):
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


class LeaveForm(forms.Form):
    """Which claim to give back: the one that ends at this moment."""

    until = forms.DateTimeField()


class MemberActForm(ActForm):
    """What a moderator does to a member's account, and the comment that led to it, if one did."""

    comment = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )


class ReasonForm(forms.Form):
    """Why something is done, where nothing else is to be chosen."""

    reason = ActForm.base_fields["reason"]


class RuledForm(ReasonForm):
    """The rule that is broken, and why."""

    rule = ActForm.base_fields["rule"]


class DebateForm(RuledForm, TimedForm):
    """What is to hold in a debate or on the site. `pause` is in seconds, for slow mode."""

    act = forms.ChoiceField(
        choices=[(Act.PREMODERATE, ""), (Act.SLOW, "")],
        error_messages={"required": _("Choose what to do: press one of the buttons.")},
    )
    pause = forms.TypedChoiceField(
        choices=[
            (60, _("1 minute")),
            (5 * 60, _("5 minutes")),
            (15 * 60, _("15 minutes")),
            (3600, _("1 hour")),
            (4 * 3600, _("4 hours")),
            (24 * 3600, _("1 day")),
        ],
        initial=5 * 60,
        coerce=int,
        empty_value=None,
        required=False,
    )


class LockForm(RuledForm):
    """Why a debate or a thread is locked, or opened again."""

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


class ManyForm(forms.Form):
    """Which comments an act on many is about: whose, written when and where."""

    act = forms.ChoiceField(
        choices=[(act.value, act.label) for act in FOR_MANY],
        error_messages={
            "required": _("Choose what to do with them."),
            "invalid_choice": _("Choose one of the four acts."),
        },
    )
    member = forms.ModelChoiceField(
        User.objects.all(),
        to_field_name="username",
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is no member of this name.")},
    )
    article = forms.CharField(required=False, max_length=300)
    since = forms.DateTimeField(
        error_messages={
            "required": _("Say from when on."),
            "invalid": _("Write a day and a time, such as 2026-03-31 14:05."),
        }
    )
    until = forms.DateTimeField(
        required=False,
        error_messages={"invalid": _("Write a day and a time, or leave it empty for now.")},
    )

    def clean_article(self) -> Article | None:
        """By its address, or the last part of it. Drafts are in nobody's hands."""
        slug = self.cleaned_data["article"].split("?")[0].strip("/").rpartition("/")[2]
        if not slug:
            return None
        article = Article.objects.exclude(state=ArticleState.DRAFT).filter(slug=slug).first()
        if article is None:
            raise forms.ValidationError(_("There is no essay at this address."))
        return article

    def clean_until(self) -> datetime:
        """What is written from now on, nobody has looked at."""
        now = timezone.now()
        return min(self.cleaned_data["until"] or now, now)

    def is_chosen(self) -> bool:
        """Whatever else is wrong, does it say which comments?"""
        return self.is_bound and not {*ManyForm.base_fields} & {*self.errors}

    def selection(self) -> Selection:
        told = self.cleaned_data
        return Selection(told["since"], told["until"], told["member"], told["article"])


class BatchForm(ManyForm):
    """The same, with the mark of the preview, a rule and a reason: to be done now."""

    rule = ActForm.base_fields["rule"]
    reason = ActForm.base_fields["reason"]
    seen = forms.RegexField(r"^\d{1,18}-\d{1,30}-\d{1,18}$", widget=forms.HiddenInput)
