"""Usernames: what one may look like, and when two look alike."""

import unicodedata


def key(username: str) -> str:
    """What a username looks like, for comparison: names with equal keys can be mistaken."""
    return unicodedata.normalize("NFKC", username).casefold()
