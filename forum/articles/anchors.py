"""The places in an essay that comments answer: made when answered, found again after edits."""

from dataclasses import dataclass
from http import HTTPStatus

from django.utils.translation import gettext as _
from rapidfuzz.distance import Levenshtein

from forum.articles import pictures
from forum.articles.models import QUOTE_MAX, Article, Claim, Passage
from forum.articles.models.anchors import CONTEXT
from forum.refusals import Refused, refuse_if
from forum.text.anchoring import Found, Quoted
from forum.text.plain import Plain, plain

# How like its old words a claim must be for what answered them to answer it still.
SAME_CLAIM = 0.8
# How like the essay's own the words must be that a reader sends: they may be typed by hand.
SAME_WORDS = 0.9
# Versions before this one in which words are looked for, for whom an edit has overtaken. Each is
# rendered anew, which takes a second for the longest.
EARLIER = 2
CLAIM_FIELDS = ["text", "place", "gone_in", "tag_at", "notes_at"]
PASSAGE_FIELDS = ["found_start", "found_end", "spans"]


@dataclass(frozen=True)
class Quotation:
    """What of an essay a comment answers: the claim with this number, or else these words, with
    what stands before and behind them where they were read."""

    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    claim: int | None = None


def quotation_at(text: Plain, start: int, end: int) -> Quotation:
    """What a reader quotes who quotes this stretch of the essay's text."""
    return Quotation(
        text.text[start:end],
        prefix=text.text[max(start - CONTEXT, 0) : start],
        suffix=text.text[end : end + CONTEXT],
    )


def passage_for(article: Article, quotation: Quotation) -> Passage:
    """The passage of the essay that is quoted, which may be there already.

    The caller holds the article's lock. Raises Refused: 400 for words that never were in the
    essay, that are too long or stand in it more than once; 409 for a claim that is gone.
    """
    text = plain(article.html)
    if quotation.claim is not None:
        return _of_claim(article, quotation.claim, text)
    quote, prefix, suffix = (
        " ".join(part.split()) for part in (quotation.quote, quotation.prefix, quotation.suffix)
    )
    _check(quote)
    quoted = Quoted(quote, prefix[-CONTEXT:], suffix[:CONTEXT])
    if found := quoted_in(text, quoted):
        return _passage(article, _newest(article), text, found)
    if text.searched.says(quote):
        raise Refused(
            _("These words stand in the essay more than once. Please quote a few more of them."),
            HTTPStatus.BAD_REQUEST,
        )
    return _of_earlier(article, quoted)


def settle(article: Article) -> None:
    """Bring the essay's claims and passages up to date with its HTML, which was made anew.

    The caller holds the article's lock and has written the revision, if there is a new one.
    """
    text = plain(article.html)
    claims = _settle_claims(article, text)
    changed = []
    for passage in article.passages.all():
        before = [getattr(passage, name) for name in PASSAGE_FIELDS]
        _place(passage, text, _again(passage, text, claims))
        if before != [getattr(passage, name) for name in PASSAGE_FIELDS]:
            changed.append(passage)
    Passage.objects.bulk_update(changed, PASSAGE_FIELDS, batch_size=100)


def _check(quote: str) -> None:
    """Raise Refused, 400, for what cannot be a quotation."""
    sentence = ""
    if not any(letter.isalnum() for letter in quote):
        sentence = _("Quote some words of the essay, or answer it as a whole.")
    elif len(quote) > QUOTE_MAX:
        sentence = _("A quotation has at most %(limit)d characters. Please quote less.")
    refuse_if(sentence % {"limit": QUOTE_MAX}, HTTPStatus.BAD_REQUEST)


def quoted_in(text: Plain, quoted: Quoted) -> Found | None:
    """Where a reader's quotation stands. What they say stands around it may be missing or wrong."""
    found = text.searched.find(quoted) or text.searched.find(Quoted(quoted.quote))
    if found is None:
        return None
    words = " ".join(text.text[found.start : found.end].split())  # as the quotation's are
    return found if Levenshtein.normalized_similarity(words, quoted.quote) >= SAME_WORDS else None


def _of_claim(article: Article, number: int, text: Plain) -> Passage:
    claim = article.claims.filter(number=number).first()
    if claim is None:
        sentence = _("This essay has no claim C%(number)d.") % {"number": number}
        raise Refused(sentence, HTTPStatus.BAD_REQUEST)
    place = text.claims.get(number)
    if place is None:
        sentence = _(
            "The author has taken the claim C%(number)d out of the essay meanwhile. You can "
            "answer the essay as a whole, or other words of it."
        )
        raise Refused(sentence % {"number": number}, HTTPStatus.CONFLICT)
    found = Found(place.start, min(place.end, place.start + QUOTE_MAX), 1.0)
    return _passage(article, _newest(article), text, found, claim)


def _of_earlier(article: Article, quoted: Quoted) -> Passage:
    """A passage of a version before this one: its author revised the essay while a reader wrote."""
    revisions = article.revisions.order_by("-number")[1 : 1 + EARLIER]
    for revision in revisions:
        text = plain(pictures.rendered(revision.source).html)
        if found := quoted_in(text, quoted):
            passage = _passage(article, revision.number, text, found)
            now = plain(article.html)
            _place(passage, now, _again(passage, now, {}))
            passage.save(update_fields=PASSAGE_FIELDS)
            return passage
    raise Refused(
        _(
            "The essay does not say what you quote. Copy the words from the essay, or answer it "
            "as a whole."
        ),
        HTTPStatus.BAD_REQUEST,
    )


def _newest(article: Article) -> int:
    """The number of the essay's newest revision."""
    newest = article.revisions.order_by("-number").values_list("number", flat=True).first()
    return newest or 1


def _passage(
    article: Article, revision: int, text: Plain, found: Found, claim: Claim | None = None
) -> Passage:
    """The row for these words of the essay, as they stand at `revision`."""
    quote = text.text[found.start : found.end]
    same = article.passages.filter(claim=claim, quote=quote)
    known = same.filter(found_start=found.start) | same.filter(start=found.start, revision=revision)
    if passage := known.order_by("pk").first():
        return passage
    said = quotation_at(text, found.start, found.end)
    quoted = Quoted(quote, said.prefix, said.suffix, found.start)
    passage = Passage(
        article=article,
        claim=claim,
        quote=quote,
        prefix=said.prefix,
        suffix=said.suffix,
        start=found.start,
        revision=revision,
        rival=text.searched.rival(quoted, found.start, found.end),
    )
    _place(passage, text, found)
    passage.save()
    return passage


def _place(passage: Passage, text: Plain, found: Found | None) -> None:
    """Write where the passage stands now."""
    passage.found_start = found.start if found else None
    passage.found_end = found.end if found else None
    passage.spans = [list(span) for span in text.spans(found.start, found.end)] if found else []


def _again(passage: Passage, text: Plain, claims: dict[int, Claim]) -> Found | None:
    """Where it stands now: where its claim does, if that says much the same, or its words do."""
    claim = claims.get(passage.claim_id or 0)
    place = text.claims.get(claim.number) if claim else None
    if place:
        words = text.text[place.start : place.end][:QUOTE_MAX]
        likeness = Levenshtein.normalized_similarity(words, passage.quote)
        if likeness >= SAME_CLAIM:
            return Found(place.start, place.end, likeness)
    around = (passage.quote, passage.prefix, passage.suffix)
    quoted = Quoted(*around, start=passage.start, rival=passage.rival)
    return text.searched.find(quoted)


def _settle_claims(article: Article, text: Plain) -> dict[int, Claim]:
    """Write the claims as they stand in the essay now; returns all there ever were, by id."""
    known = {claim.number: claim for claim in article.claims.all()}
    newest = _newest(article)
    for number in text.claims.keys() - known.keys():
        known[number] = Claim(article=article, number=number)
    for number, claim in known.items():
        place = text.claims.get(number)
        if place is None:
            claim.gone_in = claim.gone_in or newest
            continue
        claim.gone_in = None
        claim.text = text.text[place.start : place.end]
        claim.place = place.start / max(len(text.text), 1)
        claim.tag_at, claim.notes_at = place.tag_at, place.notes_at
    Claim.objects.bulk_update([c for c in known.values() if c.pk], CLAIM_FIELDS)
    Claim.objects.bulk_create([c for c in known.values() if not c.pk])
    return {claim.pk: claim for claim in article.claims.all()}
