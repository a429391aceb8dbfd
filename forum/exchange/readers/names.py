"""What a file's name says: `2014-03-31-on-benches.md` was published that day, 'On benches'."""

import re
from datetime import UTC, datetime

DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[-_ ]+(.+)")


def dated_name(stem: str) -> tuple[datetime | None, str]:
    """The day in a file's name, if it has one, and the rest of the name as a title."""
    date = None
    if found := DATED.fullmatch(stem):
        *day, stem = found.groups()
        try:
            year, month, day_of_month = map(int, day)
            date = datetime(year, month, day_of_month, tzinfo=UTC)
        except ValueError:  # the 31st of June
            date = None
    title = " ".join(re.split(r"[-_\s]+", stem)).strip()
    return date, title[:1].upper() + title[1:]
