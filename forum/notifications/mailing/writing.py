"""A letter as a mail: what its templates show."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.speaking import in_words_of
from forum.notifications.mailing import links, look, wording
from forum.notifications.mailing.contents import Contents, Group
from forum.notifications.mailing.headers import ListedMail, headers, sort
from forum.notifications.mailing.links import Scope
from forum.notifications.mailing.models import Letter
from forum.notifications.models import ALWAYS_TOLD, Kind, Notification
from forum.text.excerpt import excerpt

ALONE = 700  # characters of the one thing that is told; most arguments are shorter
AMONG = 160  # of each of many: its first words


def written(letter: Letter, address: str, told: Contents) -> ListedMail:
    """The mail, in its reader's language and time zone."""
    member = letter.member
    with in_words_of(member):
        context = _context(letter, told)
        message = ListedMail(
            context["subject"],
            render_to_string("notifications/mail/letter.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [address],
            headers=headers(letter, told),
        )
        html = render_to_string("notifications/mail/letter.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _context(letter: Letter, told: Contents) -> dict[str, Any]:
    member = letter.member
    most = ALONE if told.only else AMONG
    return {
        "subject": wording.subject(letter.mail, told),
        "only": told.only and wording.said_of(told.only),
        "sections": _sections(told, most),
        "more": told.more,
        "why": wording.why(letter.mail, list(told.kinds)),
        "stops": [
            {"words": wording.to_stop(scope), "link": links.to_stop(member.pk, scope)}
            for scope in _stops(letter, told)
        ],
        "inbox": links.to_inbox(),
        "settings": links.to_settings(),
        "site": settings.SITE_URL,
        "ink": look.ink(),
    }


def _sections(told: Contents, most: int) -> list[dict[str, Any]]:
    """The groups under what their kind is called."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for group in told.groups:
        sections.setdefault(group.kind, []).append(_group(group, most))
    return [
        {"heading": wording.HEADING[Kind(kind)], "groups": groups}
        for kind, groups in sections.items()
    ]


def _group(group: Group, most: int) -> dict[str, Any]:
    return {
        "title": "" if group.kind == Kind.ARTICLE else getattr(group.about, "title", ""),
        "sides": group.sides.items() if group.total > 1 and "" not in group.sides else (),
        "lines": [_line(notice, most) for notice in group.notices],
        "more": group.more,
        "link": links.to_open(group.notices[-1].pk),
    }


def _line(notice: Notification, most: int) -> dict[str, Any]:
    """One notice: who, on which side, what they said (of an essay: what it argues), and where."""
    article, comment = notice.article, notice.comment
    line = {"who": notice.actor, "kind": notice.kind, "link": links.to_open(notice.pk)}
    if notice.kind in ALWAYS_TOLD:
        return line | {"said": notice.text}
    if comment:
        said = excerpt(comment.html, most).text
        return line | {"said": said, "side": comment.position} | {"position": comment}
    if notice.kind == Kind.ARTICLE and article:
        return line | {"title": article.title, "said": article.thesis}
    return line | {"said": notice.text}


def _stops(letter: Letter, told: Contents) -> list[Scope]:
    """Of what one may want no more, the narrowest first."""
    watched = told.debate if list(told.kinds) == [Kind.WATCHED] else None
    this = [Scope("essay", str(watched.pk))] if watched else []
    return [*this, sort(letter, told), Scope("all")]
