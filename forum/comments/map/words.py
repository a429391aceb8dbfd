"""What a map says in words: of a comment, of what is folded. And how long words are."""

from unicodedata import combining, east_asian_width

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.articles.positions import Position
from forum.comments.map.folding import Group
from forum.comments.map.forest import Row, Said

FULL, HALF = 0.5, 0.25  # scores from which a mark is full, and half
_LETTER, _WIDE_LETTER = 7.2, 13.5  # px that a letter takes of our 13 px sans, on the safe side


def strength(row: Row) -> str:
    """The class of a mark: how strong readers of the other side find the comment."""
    return "full" if row.score >= FULL else "half" if row.score >= HALF else "empty"


def name_of(said: Said | None) -> str:
    return (said and said.name) or _("a former member")


def title(row: Row, said: Said | None, replies: int, *, has_words: bool) -> str:
    """Who said what, on which side, how strong it is and how much it set off."""
    parts = [name_of(said), str(Position(row.position).label)]
    if row.score:
        parts.append(_("score {score}").format(score=f"{row.score:.2f}"))
    if replies:
        parts.append(replies_words(replies))
    words = f": {said.words}" if has_words and said and said.words else ""
    return ", ".join(parts) + words


def replies_words(n: int) -> str:
    return ngettext("{n} reply", "{n} replies", n).format(n=f"{n:,}")


def folded(group: Group, position: Position) -> list[str]:
    """What of a position's threads is not drawn, a line for each kind."""
    lines = []
    if group.lone and position == Position.NEUTRAL:
        words = ngettext(
            "and {n} remark with no reply, folded",
            "and {n} remarks with no reply, folded",
            group.lone,
        )
        lines.append(words.format(n=f"{group.lone:,}"))
    elif group.lone:
        words = ngettext(
            "and {n} argument with no reply, folded",
            "and {n} arguments with no reply, folded",
            group.lone,
        )
        lines.append(words.format(n=f"{group.lone:,}"))
    if group.small:
        words = ngettext(
            "and {n} smaller thread, with {replies}, folded",
            "and {n} smaller threads, with {replies}, folded",
            group.small,
        )
        lines.append(words.format(n=f"{group.small:,}", replies=replies_words(group.small_replies)))
    if group.beyond:
        words = ngettext("and {n} thread more", "and {n} threads more", group.beyond)
        lines.append(words.format(n=f"{group.beyond:,}"))
    return lines


def folded_shortly(group: Group) -> str:
    """The same for a phone: in one short line, or ''."""
    if not group.folded:
        return ""
    return _("{n} folded").format(n=f"{group.folded:,}")


def nobody() -> str:
    """What stands on a side without a thread."""
    return _("No one yet")


def short(n: int) -> str:
    """A count in five letters at the most, for beside a mark."""
    return f"+{n}" if n < 1000 else f"+{n // 1000}k"


def fitting(words: str, room: float) -> str:
    """As much of the words as fits into so many px, with '…' if that is not all."""
    widths = [_width(letter) for letter in words]
    if sum(widths) <= room:
        return words
    taken = _LETTER  # the ellipsis
    for index, width in enumerate(widths):
        taken += width
        if taken > room:
            return f"{_whole(words[:index])}…"
    return words


def _whole(words: str) -> str:
    """Without a word that was cut, if that is not most of them."""
    whole = words.rpartition(" ")[0]
    return (whole if 2 * len(whole) > len(words) else words).rstrip(" ,;:")


def _width(letter: str) -> float:
    if combining(letter):
        return 0.0
    return _WIDE_LETTER if east_asian_width(letter) in "WF" else _LETTER
