"""Times on pages: `{% when %}` writes one, and `in_zone` writes those of ready HTML anew for a
reader whose clock is another than the site's."""

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What a template calls each way to write a time; `forum/formats` says how a language writes it.
# The first is that of a `<time>` that names none.
WAYS = {
    "day": "DATE_FORMAT",
    "moment": "DATETIME_FORMAT",
    "short": "SHORT_DATE_FORMAT",
    "brief": "SHORT_DATETIME_FORMAT",
    "hour": "TIME_FORMAT",
    "date": "SHORT_MONTH_DAY_FORMAT",
    "stroke": "SHORT_MONTH_DAY_TIME_FORMAT",
}
UNSAID = "day"

TIME = re.compile(
    r'(<time(?: class="[^"]*")? datetime="([^"]+)"(?: data-as="(\w+)")?(?: itemprop="\w+")?>)[^<]*'
)


@register.simple_tag
def when(at: datetime | None, way: str = UNSAID, css: str = "", prop: str = "") -> SafeString:
    """A `<time>` in the reader's zone and language. It says which moment it is and how it is
    written, so that it can be written anew where the HTML is everybody's; `prop` says to programs
    what it is the time of, in schema.org's words."""
    if at is None:
        return mark_safe("")
    return format_html(
        '<time{} datetime="{}"{}{}>{}</time>',
        format_html(' class="{}"', css) if css else "",
        at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        "" if way == UNSAID else format_html(' data-as="{}"', way),
        format_html(' itemprop="{}"', prop) if prop else "",
        date_format(timezone.localtime(at), WAYS[way]),
    )


def in_zone(html: str, zone: tzinfo) -> str:
    """The HTML with each time of `when` as it is there, in the language in use."""
    return TIME.sub(lambda found: f"{found[1]}{_written(found[2], found[3] or UNSAID, zone)}", html)


def _written(moment: str, way: str, zone: tzinfo) -> str:
    return date_format(_parsed(moment).astimezone(zone), WAYS[way])


@lru_cache(maxsize=1_000)  # a debate is read by many, and says each of its moments to all of them
def _parsed(moment: str) -> datetime:
    return datetime.fromisoformat(moment)
