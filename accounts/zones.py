"""The time zones that a member can choose from: those of the system that bear a place's name."""

from functools import cache
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

# The first parts of the names that are places; the others ('Etc', 'US') are there for old programs.
REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}
UNIVERSAL = "UTC"

type Choice = tuple[object, object]  # a value and its label, or a label and a list


def choices(of_site: object) -> list[Choice]:
    """As a form takes them: the site's own, which is called `of_site`, then a list a region."""
    listed = ((REGIONS[region], list(cities)) for region, cities in _by_region())
    return [("", of_site), (UNIVERSAL, UNIVERSAL), *listed]


@cache  # read from some 600 small files
def _by_region() -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    found: dict[str, list[Choice]] = {region: [] for region in REGIONS}
    for name in sorted(available_timezones()):
        region, _slash, place = name.partition("/")
        if region in found and place:
            found[region].append((name, place.replace("/", ", ").replace("_", " ")))
    return tuple((region, tuple(cities)) for region, cities in found.items() if cities)
