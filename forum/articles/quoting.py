"""Where an essay says some words, for a reader who quotes them by hand."""

from forum.articles.anchors import Quotation, quoted_in
from forum.articles.models import Article
from forum.articles.models.anchors import CONTEXT
from forum.text.anchoring import Quoted
from forum.text.plain import Plain, plain

PLACES_MAX = 9  # from which a reader can still choose; who quotes 'the' must quote more


def places_of(article: Article, words: str) -> list[Quotation]:
    """Each place where the essay says these words, with what stands around them: none, one, or
    at most `PLACES_MAX` + 1. Where it says them nowhere letter for letter, the one place that says
    much the same."""
    text = plain(article.html)
    quote = " ".join(words.split())
    starts = _starts(text.text.replace("\n", " "), quote) if quote else []
    if not starts and (found := quoted_in(text, Quoted(quote))):
        return [_quotation(text, found.start, found.end)]
    return [_quotation(text, start, start + len(quote)) for start in starts]


def _starts(text: str, quote: str) -> list[int]:
    starts: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(starts) <= PLACES_MAX:
        starts.append(at)
        at = text.find(quote, at + len(quote))
    return starts


def _quotation(text: Plain, start: int, end: int) -> Quotation:
    return Quotation(
        text.text[start:end],
        prefix=text.text[max(start - CONTEXT, 0) : start],
        suffix=text.text[end : end + CONTEXT],
    )
