"""Where an essay says some words, for a reader who quotes them by hand."""

from forum.articles.anchors import Quotation, quotation_at, quoted_in
from forum.articles.models import Article
from forum.text.anchoring import Quoted
from forum.text.plain import plain

PLACES_MAX = 9  # from which a reader can still choose; who quotes 'the' must quote more


def places_of(article: Article, words: str) -> list[Quotation]:
    """Each place where the essay says these words, with what stands around them: none, one, or
    at most `PLACES_MAX` + 1. Where it says them nowhere letter for letter, the one place that says
    much the same."""
    text = plain(article.html)
    quote = " ".join(words.split())
    starts = _starts(text.text.replace("\n", " "), quote) if quote else []
    if not starts and (found := quoted_in(text, Quoted(quote))):
        return [quotation_at(text, found.start, found.end)]
    return [quotation_at(text, start, start + len(quote)) for start in starts]


def _starts(text: str, quote: str) -> list[int]:
    starts: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(starts) <= PLACES_MAX:
        starts.append(at)
        at = text.find(quote, at + len(quote))
    return starts
