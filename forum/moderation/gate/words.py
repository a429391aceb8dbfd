"""What a text by itself tells the gate. Pure, and in time that grows with the text only."""

import hashlib
import re
import unicodedata

import re2

MARK = 32  # hexadecimal digits: two texts of a site never share them by chance
HREF = re.compile(r'<a [^>]*?href="(https?:)?//([^"/]*)')
# Addresses that the renderer leaves as text: in code, broken up by emphasis, or without a scheme.
ADDRESS = re2.compile(
    r"(?i)\bhttps?://\S|\bwww\.\w|\b[a-z0-9][a-z0-9-]*\.(?:com|net|org|info|biz|shop|xyz|top)\b"
)
NOT_SEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def read_as(source: str, shown: str) -> str:
    """What a list of words is held against: the source and what is shown, so that neither markup
    nor letters that look alike or are not seen at all part a word."""
    return f"{_even(source)}\n{_even(shown)}"


def letters(source: str) -> str:
    """Only its letters and digits, all small; the text itself where it has none."""
    even = _even(source).casefold()
    return "".join(filter(str.isalnum, even)) or even.strip()


def mark_of(source: str) -> str:
    """The same for texts that differ in case, spaces, marks and invisible letters only."""
    return hashlib.sha256(letters(source).encode("utf-8", "surrogatepass")).hexdigest()[:MARK]


def links_in(source: str, html: str, own_host: str) -> int:
    """How many links to other sites."""
    hosts = [host for _scheme, host in HREF.findall(html) if host != own_host]
    bare = ADDRESS.findall(source.replace(own_host, " "))
    return max(len(hosts), len(bare))


def capitals_in(shown: str) -> float:
    """The share of capitals among the letters that have two forms."""
    large = sum(map(str.isupper, shown))
    small = sum(map(str.islower, shown))
    return large / (large + small) if large + small else 0.0


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(NOT_SEEN)
