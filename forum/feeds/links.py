"""Links and pictures of a text that is read elsewhere."""

import re
from urllib.parse import urljoin

# What the sanitiser wrote: every value stands in double quotes, and no text has a bare '<'.
TAG = re.compile(r'<[a-z](?:"[^"]*"|[^">])*>')
ADDRESS = re.compile(r'(?<=\s)(href|src)="([^"]*)"')


def absolute_links(html: str, base: str) -> str:
    """The HTML with addresses that hold anywhere; `base` is that of the page it stands on."""

    def whole(match: re.Match[str]) -> str:
        return f'{match[1]}="{urljoin(base, match[2])}"'

    return TAG.sub(lambda tag: ADDRESS.sub(whole, tag[0]), html)
