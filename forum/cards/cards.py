"""An essay's picture: its address, which changes with what it says, and the picture itself."""

from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.articles.models import Article
from forum.cards.keeping import LASTS

DRAWING = 1  # to be raised when what `drawing.py` draws of the same words changes


@dataclass(frozen=True)
class Card:
    """All that the picture says."""

    title: str
    thesis: str
    for_count: int
    against_count: int


def card_of(article: Article) -> Card:
    counts = (article.for_count, article.against_count)
    return Card(article.title, article.thesis, *counts)


def version(card: Card) -> str:
    """Twelve digits that differ whenever the picture does."""
    said = repr((DRAWING, settings.LANGUAGE_CODE, card)).encode()
    return blake2b(said, digest_size=6).hexdigest()


def url(article: Article) -> str:
    return reverse("cards:card", args=[article.slug, version(card_of(article))])


def words(article: Article) -> str:
    """What the picture shows, for who does not see it."""
    told = [article.title, _("Thesis: %(thesis)s") % {"thesis": article.thesis}]
    n = article.argument_count
    balance = ngettext("%(n)s argument:", "%(n)s arguments:", n) % {"n": n}
    sides = _("%(for)s for, %(against)s against.") % {
        "for": article.for_count,
        "against": article.against_count,
    }
    return f"{'. '.join(told)} {balance} {sides}"


def picture(card: Card) -> bytes:
    """The PNG, drawn if it was not yet, or a day ago. A folder beside the site keeps at most some
    thousands of them, so that whoever asks for the pictures of all essays fills no disk."""
    kept = caches["cards"]
    name = version(card)
    png: bytes | None = kept.get(name)
    if png is None:
        from forum.cards.drawing import drawn  # Pillow's 8 MB, in the processes that draw only

        with translation.override(settings.LANGUAGE_CODE):  # whoever asks: all see the same one
            png = drawn(card)
        kept.set(name, png, LASTS)
    return png
