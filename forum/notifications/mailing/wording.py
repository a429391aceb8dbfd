"""The words of a mail: its subject, what each part is called, and why one gets it."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from forum.notifications.mailing.contents import Contents
from forum.notifications.mailing.links import Scope
from forum.notifications.mailing.models import Mail
from forum.notifications.models import Kind, Notification

TITLE = 60  # characters of an essay's title in a subject; telephones show some forty of all

ONE = {
    Kind.REPLY: gettext_lazy("%(who)s answered you on “%(title)s”"),
    Kind.MENTION: gettext_lazy("%(who)s mentioned you on “%(title)s”"),
    Kind.WATCHED: gettext_lazy("%(who)s argued on “%(title)s”"),
    Kind.COMMENT: gettext_lazy("%(who)s argued on your essay “%(title)s”"),
    Kind.ARTICLE: gettext_lazy("%(who)s published “%(title)s”"),
    Kind.MOVED: gettext_lazy("What you wrote on “%(title)s” moved %(who)s"),
    Kind.CONCEDED: gettext_lazy("%(who)s changed “%(title)s” because of what you wrote"),
    Kind.MODERATION: gettext_lazy("The moderators acted on what you wrote"),
    Kind.FLAG: gettext_lazy("The moderators decided about what you flagged"),
    Kind.APPEAL: gettext_lazy("Your appeal was answered"),
}

SOME = {
    Kind.REPLY: ngettext_lazy("%(n)d reply", "%(n)d replies", "n"),
    Kind.MENTION: ngettext_lazy("%(n)d mention", "%(n)d mentions", "n"),
    Kind.WATCHED: ngettext_lazy(
        "%(n)d argument where you watch", "%(n)d arguments where you watch", "n"
    ),
    Kind.COMMENT: ngettext_lazy(
        "%(n)d argument on your essay", "%(n)d arguments on your essays", "n"
    ),
    Kind.ARTICLE: ngettext_lazy("%(n)d new essay", "%(n)d new essays", "n"),
    Kind.MOVED: ngettext_lazy("%(n)d reader you moved", "%(n)d readers you moved", "n"),
    Kind.CONCEDED: ngettext_lazy("%(n)d concession to you", "%(n)d concessions to you", "n"),
    Kind.MODERATION: ngettext_lazy(
        "%(n)d decision by moderators", "%(n)d decisions by moderators", "n"
    ),
    Kind.FLAG: ngettext_lazy("%(n)d answered flag", "%(n)d answered flags", "n"),
    Kind.APPEAL: ngettext_lazy("%(n)d answered appeal", "%(n)d answered appeals", "n"),
}

HEADING = {
    Kind.REPLY: gettext_lazy("Replies to you"),
    Kind.MENTION: gettext_lazy("Where you were mentioned"),
    Kind.WATCHED: gettext_lazy("Where you watch"),
    Kind.COMMENT: gettext_lazy("On your essays"),
    Kind.ARTICLE: gettext_lazy("New essays"),
    Kind.MOVED: gettext_lazy("Readers you moved"),
    Kind.CONCEDED: gettext_lazy("Conceded to you"),
    Kind.MODERATION: gettext_lazy("What moderators did"),
    Kind.FLAG: gettext_lazy("What you flagged"),
    Kind.APPEAL: gettext_lazy("Your appeals"),
}

# After 'mail when', 'a digest when', 'no more mail when'.
WHEN = {
    Kind.REPLY: gettext_lazy("someone answers you"),
    Kind.MENTION: gettext_lazy("someone mentions you"),
    Kind.WATCHED: gettext_lazy("someone argues where you watch"),
    Kind.COMMENT: gettext_lazy("someone argues on your essays"),
    Kind.ARTICLE: gettext_lazy("someone you follow publishes an essay"),
    Kind.MOVED: gettext_lazy("what you wrote moves a reader"),
    Kind.CONCEDED: gettext_lazy("an author changes an essay because of what you wrote"),
    Kind.MODERATION: gettext_lazy("moderators act on what you wrote"),
    Kind.FLAG: gettext_lazy("moderators decide about what you flagged"),
    Kind.APPEAL: gettext_lazy("your appeal is answered"),
}

OFTEN = {
    Mail.NOW: gettext_lazy("at once"),
    Mail.DAILY: gettext_lazy("once a day"),
    Mail.WEEKLY: gettext_lazy("once a week"),
}


def subject(mail: str, told: Contents) -> str:
    """In words, and on one line whatever the title holds."""
    if mail == Mail.NOW and told.only:
        return said_of(told.only)
    some = ", ".join(amount(kind, n) for kind, n in told.kinds.items())
    if mail == Mail.DAILY:
        return _("Today on Counterpoint: %(some)s") % {"some": some}
    if mail == Mail.WEEKLY:
        return _("This week on Counterpoint: %(some)s") % {"some": some}
    if title := _title(told.debate):
        return _("%(some)s on “%(title)s”") % {"some": some, "title": title}
    return _("On Counterpoint: %(some)s") % {"some": some}


def said_of(notice: Notification) -> str:
    """One notice as a sentence without its full stop."""
    who = str(notice.actor) if notice.actor else _("Someone")
    return str(ONE[Kind(notice.kind)]) % {"who": who, "title": _title(notice.article)}


def amount(kind: str, n: int) -> str:
    return SOME[Kind(kind)] % {"n": n}


def why(mail: str, kinds: list[str]) -> str:
    """Why somebody gets this mail."""
    often = OFTEN[Mail(mail)]
    if len(kinds) == 1:
        words = {"often": often, "when": WHEN[Kind(kinds[0])]}
        return _("You get this because you are sent mail %(often)s when %(when)s.") % words
    return _("You get this because you are sent mail %(often)s of what concerns you.") % {
        "often": often
    }


def to_stop(scope: Scope) -> str:
    """What a link that ends mail does."""
    if scope.what == "kind":
        return _("No more mail when %(when)s") % {"when": WHEN[Kind(scope.which)]}
    if scope.what == "mail":
        return _("No more of the mail you are sent %(often)s") % {"often": OFTEN[Mail(scope.which)]}
    if scope.what == "essay":
        return _("Stop watching this essay")
    return _("No more mail about notices at all")


def stopped(scope: Scope) -> str:
    """What such a link did, for who followed it."""
    if scope.what == "kind":
        return _("You get no more mail when %(when)s.") % {"when": WHEN[Kind(scope.which)]}
    if scope.what == "mail":
        often = OFTEN[Mail(scope.which)]
        return _("You get no more of the mail you were sent %(often)s.") % {"often": often}
    if scope.what == "essay":
        return _("You watch this essay and its threads no longer.")
    return _("You get no more mail about notices.")


def _title(article: Any) -> str:
    title = " ".join(article.title.split()) if article else ""
    return Truncator(title).chars(TITLE)
