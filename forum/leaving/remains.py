"""What stays of a member who left, and why: the list on the page, and its promise. The test of
erasure looks for everything else in every table, file and page."""

from typing import NamedTuple

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Remains(NamedTuple):
    """Both in the language of who reads it."""

    what: object
    why: object


REMAINS = (
    Remains(
        _("What others wrote about you or quoted from you"),
        _("It is theirs. Where they named you with an @, it is no link any more."),
    ),
    Remains(
        _("Empty places where others answered you, or kept or reported what you wrote"),
        _("Without them their words would hang in the air. They say no more than ‘deleted’."),
    ),
    Remains(
        _("The debates under your essays, if others took part"),
        _(
            "Their arguments are theirs. The essay itself, its title and its thesis are gone, "
            "and nobody can answer there any more."
        ),
    ),
    Remains(
        _("Entries of the public moderation log"),
        _(
            "It is a chain that anyone can verify, so nothing in it is changed. It never said "
            "whom an act was about: it holds a mark, and what could tell whose it was is "
            "erased. What a moderator gave as a reason stays as it was written."
        ),
    ),
    Remains(
        _("How many decisions and appeals there were, and what became of them"),
        _("The public numbers count them. Your statements and your appeals are emptied."),
    ),
    Remains(
        _("What you did as a moderator"),
        _(
            "Those concerned may still need it. The log calls you ‘a former moderator’, and "
            "keeps the number that your account had, and the reasons you gave."
        ),
    ),
    Remains(
        _("Your username, unreadable"),
        _(
            "So that nobody can take it and pass for you. It is kept as a code that only "
            "somebody who types the same name again can match."
        ),
    ),
    Remains(
        _("Mail that was sent, and what others took away"),
        _(
            "The site cannot call a mail back. What a member downloads says whom they follow and "
            "whom they answered; it is deleted here a week after it was made."
        ),
    ),
    Remains(
        _("Single words, in the index of the search"),
        _(
            "On some sites it is a list of all words that were ever used. No text is behind those "
            "that only you used, nothing is found by them, and they go when it is made anew."
        ),
    ),
    Remains(
        format_lazy(_("Backups, for {days} days"), days=settings.BACKUPS_KEPT_DAYS),
        _(
            "They are there in case everything else is lost, and nobody reads them for "
            "anything else."
        ),
    ),
)
