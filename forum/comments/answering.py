"""What of an essay the argument that is being written answers, as its form shows and sends it."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from forum.articles.models import Article, Passage
from forum.comments.forms import CommentForm
from forum.comments.options import DebateOptions


@dataclass(frozen=True)
class Answering:
    """A claim by its number, or some words of the essay with what stands around them.

    `is_dropped` when its writer has chosen to answer the whole essay instead.
    """

    words: str
    claim: Any = ""  # as it was sent: what is no number comes back with a sentence
    prefix: str = ""
    suffix: str = ""
    is_dropped: bool = False

    @property
    def name(self) -> str:
        return f"C{self.claim}" if self.claim else ""

    @property
    def quote(self) -> str:
        """What the form sends as the words: a claim goes by its number."""
        return "" if self.claim else self.words


def answering_by(form: CommentForm, article: Article) -> Answering | None:
    """What the form says is answered; None: the essay as a whole."""
    sent = {name: form[name].value() or "" for name in ("claim", "quote", "prefix", "suffix")}
    quote = str(sent.pop("quote"))
    if not sent["claim"] and not quote.strip():
        return None
    words = _words(article, form) if sent["claim"] else quote
    return Answering(words, **sent, is_dropped=bool(form["whole"].value()))


def answering_in(options: DebateOptions) -> Answering | None:
    """What the empty form proposes: what the threads that are shown answer, if it stands still."""
    if options.claim:
        claim = options.claim
        return None if claim.gone_in else Answering(claim.text, claim.number)
    passage = options.passage
    if passage is None or not passage.is_found:
        return None
    if (now := _now(passage)) != passage.quote:  # what is answered is what the essay says by now
        return Answering(now)
    return Answering(passage.quote, prefix=passage.prefix, suffix=passage.suffix)


def _now(passage: Passage) -> str:
    """The words of the passage as the essay has them now, about: pieces between tags are parted by
    a space. The essay's own text is looked up when the argument is posted."""
    pieces = [unescape(passage.article.html[start:end]) for start, end in passage.spans]
    now, flush = (" ".join(gap.join(pieces).split()) for gap in (" ", ""))
    return passage.quote if " ".join(passage.quote.split()) in (now, flush) else now


def _words(article: Article, form: CommentForm) -> str:
    """The words of the claim that the form names, also of one that is gone."""
    number = form.claim_number
    claim = article.claims.filter(number=number).first() if number is not None else None
    return claim.text if claim else ""
