"""What a session's browser is called: people know 'Firefox on Windows', not its user agent."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that occurs is it: Edge and Opera also say Chrome, Chrome also says Safari.
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "CriOS", "FxiOS", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera", "CriOS": "Chrome", "FxiOS": "Firefox"}
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "CrOS", "Linux")
SYSTEM_NAMES = {"Mac OS X": "macOS", "CrOS": "ChromeOS"}


@register.filter
def browser(user_agent: str) -> str:
    found = next((name for name in BROWSERS if name in user_agent), "")
    system = next((name for name in SYSTEMS if name in user_agent), "")
    if not found or not system:
        return user_agent[:60] or _("Unknown browser")
    names = {"browser": NAMES.get(found, found), "system": SYSTEM_NAMES.get(system, system)}
    return _("%(browser)s on %(system)s") % names
