"""Marks: words that no text can hold, for what is asked for by name. The index finds 'by Anna, in
May' as fast as a word, because to it these are words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

SIGN = "\ue000"  # of Unicode's private use: no letter, so `words.WORD` never meets it
FIRST_YEAR = 1900  # of dates that are asked for without a beginning; imports may be old
AWAY = f"{SIGN}away"  # not public by its own state: hidden, held, removed, withdrawn


def away(*authors: int | None) -> list[str]:
    """Of what is not public, and whose it is: who wrote it, or the essay it is about."""
    return [AWAY, *(seen_by(pk) for pk in sorted({pk for pk in authors if pk}))]


def seen_by(pk: int | None) -> str:
    return f"{SIGN}s{pk or 0}"


def author(pk: int | None) -> str:
    return f"{SIGN}a{pk or 0}"


def tag(pk: int) -> str:
    return f"{SIGN}t{pk}"


def position(value: str) -> str:
    return f"{SIGN}p{value}"


def day(at: datetime) -> list[str]:
    """A moment's day, month and year, in UTC."""
    on = at.astimezone(UTC).date()
    return [_day(on), _month(on), _year(on)]


def between(since: date | None, until: date | None, today: date) -> list[str]:
    """Marks of which every moment from one day to another, both included, has one, and none
    besides: years where they are whole, else months, else days."""
    first = max(since or date(FIRST_YEAR, 1, 1), date(FIRST_YEAR, 1, 1))
    last = min(until or date.max, today + timedelta(days=1))
    return list(_between(first, last))


def _between(on: date, last: date) -> Iterator[str]:
    while on <= last:
        year_ends, month_ends = date(on.year, 12, 31), _next_month(on) - timedelta(days=1)
        if (on.month, on.day) == (1, 1) and year_ends <= last:
            yield _year(on)
            on = year_ends
        elif on.day == 1 and month_ends <= last:
            yield _month(on)
            on = month_ends
        else:
            yield _day(on)
        on += timedelta(days=1)


def _next_month(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=31)).replace(day=1)


def _day(on: date) -> str:
    return f"{SIGN}d{on:%Y%m%d}"


def _month(on: date) -> str:
    return f"{SIGN}m{on:%Y%m}"


def _year(on: date) -> str:
    return f"{SIGN}y{on:%Y}"
