"""The few colours of a mail, out of the site's palette: programs of mail know no variables."""

import re
from functools import cache

from django.conf import settings

# All of them can be seen on white and on black: which of them a mail is shown on, the reader's
# program decides.
NAMES = ("for-mid", "against-mid", "neutral-mid", "rule-2")


@cache
def ink() -> dict[str, str]:
    """The colours by their names, without hyphens."""
    palette = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = dict(re.findall(r"--([\w-]+):\s*(?:light-dark\()?(#\w+)", palette))
    return {name.removesuffix("-mid").removesuffix("-2"): found[name] for name in NAMES}
