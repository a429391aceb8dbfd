"""The essay's HTML with what readers make of it beside the words: a tag for each claim, a mark on
each passage that is answered, a note with its numbers, and the author's notes on claims.

Nothing is parsed here: every place was found when the HTML was made (`forum.articles.anchors`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple

from django.db.models import Case, F, Q, When
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from forum.articles.models import Article, Claim, Passage
from forum.text.claims import ID
from forum.text.plain import BLOCKS, Span

DRAWN = 40  # passages that are marked, the most answered first: more would hide the essay
CLAIM = re.compile(rf'<span class="claim" id="{ID}(\d+)">')
LINK = re.compile(r"<a\b|</a>")
BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})\b")
TAGS, ASIDES = "articles/_claim_tags.html", "articles/_asides.html"


class Piece(NamedTuple):
    """HTML to put in. Of several at one place, that of the lower rank comes first."""

    at: int
    rank: int
    html: str


END_OF_MARK, ASIDE, NOTE, TAG, ANCHOR, MARK = range(6)


def annotated(
    article: Article, notes: Mapping[int, str] | None = None, chosen: Passage | None = None
) -> SafeString:
    """`article.html` with its claims and passages laid over. One query for each of the two.

    `notes` are safe HTML by the id of the claim behind whose paragraph they go; the passage that
    was `chosen` is drawn however few answer it.
    """
    claims = Claim.standing_in(article)
    passages = _drawn(article, chosen)
    pieces = [
        *_tags(article, claims),
        *(Piece(claim.notes_at, NOTE, (notes or {}).get(claim.pk, "")) for claim in claims),
        *_marks(article, passages),
        *_asides(article, passages),
    ]
    return _spliced(article.html, pieces)


def numbered(essay: str) -> SafeString:
    """An essay's HTML with the number of each claim before its words, for its author."""
    return mark_safe(CLAIM.sub(r'\g<0><span class="tag-c num"><b>C\1</b></span>', essay))


def _spliced(essay: str, pieces: list[Piece]) -> SafeString:
    parts: list[str] = []
    done = 0
    for piece in sorted(pieces, key=lambda piece: piece[:2]):
        parts += [essay[done : piece.at], piece.html]
        done = piece.at
    return mark_safe("".join([*parts, essay[done:]]))


def _drawn(article: Article, chosen: Passage | None) -> list[Passage]:
    """The passages that are marked. Who answers a claim is counted at its tag, not marked again."""
    own = Q(claim=None) | Q(claim__gone_in__isnull=False)
    replies = F("for_count") + F("against_count") + F("neutral_count")
    rows = article.passages.filter(own, found_start__isnull=False)
    rows = rows.annotate(
        replies=replies, first=Case(When(pk=chosen.pk if chosen else 0, then=0), default=1)
    )
    return list(rows.filter(replies__gt=0).order_by("first", "-replies", "pk")[:DRAWN])


def _tags(article: Article, claims: Iterable[Claim]) -> Iterator[Piece]:
    """The claims of one block stand together at its beginning."""
    url = article.get_absolute_url()
    for at, group in groupby(sorted(claims, key=_tag_at), key=_tag_at):
        yield Piece(at, TAG, _filled(TAGS, claims=list(group), url=url))


def _tag_at(claim: Claim) -> int:
    return claim.tag_at


def _marks(article: Article, passages: list[Passage]) -> Iterator[Piece]:
    """Marks that never overlap, each a link, but for spaces and what is in a link of the essay."""
    url = article.get_absolute_url()
    links = [found.start() for found in LINK.finditer(article.html)] if passages else []
    for passage in passages:
        yield Piece(passage.spans[0][0], ANCHOR, f'<span id="passage-{passage.pk}"></span>')
    for (start, end), passage in _painted(passages):
        no_link = bisect_right(links, start) % 2 or article.html[start:end].isspace()
        link = f'<a href="{url}?passage={passage.pk}#debate">'
        yield Piece(start, MARK, "<mark>" if no_link else f"<mark>{link}")
        yield Piece(end, END_OF_MARK, "</mark>" if no_link else "</a></mark>")


def _painted(passages: list[Passage]) -> Iterator[tuple[Span, Passage]]:
    """Stretches of the HTML with the passage each shows: of those that overlap the shortest, so
    that none is hidden by one around it."""
    ranked = sorted(passages, key=lambda passage: sum(to - at for at, to in passage.spans))
    spans = [(at, to, rank) for rank, passage in enumerate(ranked) for at, to in passage.spans]
    edges = sorted({edge for at, to, _ in spans for edge in (at, to)})
    owners: dict[int, int] = {}
    for at, to, rank in spans:
        for edge in edges[bisect_right(edges, at) - 1 : bisect_right(edges, to) - 1]:
            owners[edge] = min(owners.get(edge, rank), rank)
    for owner, group in groupby(pairwise(edges), key=lambda stretch: owners.get(stretch[0])):
        stretches = list(group)
        if owner is not None:
            yield (stretches[0][0], stretches[-1][1]), ranked[owner]


def _asides(article: Article, passages: list[Passage]) -> Iterator[Piece]:
    """How many answer each passage, at the end of the block it ends in."""
    url = article.get_absolute_url()
    places = [(_end_of_block(article.html, passage), passage) for passage in passages]
    places.sort(key=lambda place: (place[0], place[1].found_start))
    for at, group in groupby(places, key=lambda place: place[0]):
        here = [passage for _, passage in group]
        yield Piece(at, ASIDE, _filled(ASIDES, passages=here, url=url))


def _filled(template: str, **context: object) -> str:
    """Without the line ends around it, which a block of code would show."""
    return render_to_string(template, context).strip()


def _end_of_block(essay: str, passage: Passage) -> int:
    last = passage.spans[-1][1]
    found = BLOCK.search(essay, last)
    return found.start() if found else last
