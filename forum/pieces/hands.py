"""What one viewer sees in the holes of a comment's piece.

A content depends on few facts (has the reader said strong or weak, may the numbers be told), so it
is made once in a process by the template that pages use, with stand-ins for the numbers, which are
put in here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import SimpleNamespace

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from accounts.rules import may_post
from accounts.speaking import zone_of
from forum.comments import rules
from forum.comments.models import CommentState
from forum.comments.nodes import Reader
from forum.pieces.asking import Own
from forum.pieces.comments import Row
from forum.pieces.holes import GIVEN, Holed
from forum.pieces.keeping import kept
from forum.times import in_zone

# What a page gives to its comments' pieces, in the order of `comments/_placed.html`.
GIVEN_NAMES = ("relation", "passage", "conceded")
NOTHING = GIVEN.join([""] * len(GIVEN_NAMES))

# Stand-ins, which no word of a template of ours contains.
PK, STRONG, WEAK, CSRF = "8000000000000001", "8000000000000002", "8000000000000003", "csrf-of-this"


@dataclass
class Hand:
    """Fills the holes for one viewer of one page."""

    request: HttpRequest
    reader: Reader
    rows: Mapping[int, Row] = field(default_factory=dict)
    own: Own = field(default_factory=Own)

    def page(self, shell: Holed) -> str:
        html = shell.filled(self.content)
        zone = zone_of(self.reader.viewer)
        return in_zone(html, zone) if zone else html

    def content(self, name: str, facts: list[str], inside: str) -> str:
        """What goes into a hole of the page."""
        return self.comment(facts, inside) if name == "comment" else inside

    def comment(self, facts: list[str], inside: str) -> str:
        """The comment's piece, for this viewer, with what the page gives to it."""
        row = self.rows[int(facts[0])]
        given = given_in(inside)

        def content(name: str, facts: list[str], inside: str) -> str:
            if name in given:
                return given[name]
            return str(getattr(self, f"_{name}")(row, facts, inside))

        return row.piece.filled(content)

    def _new(self, row: Row, facts: list[str], inside: str) -> str:
        return new_mark() if self.is_new(row) else inside

    def _fold(self, row: Row, facts: list[str], inside: str) -> str:
        name = self.own.muted.get(row.author_id or 0)
        return fold(name) if name else inside

    def _unfold(self, row: Row, facts: list[str], inside: str) -> str:
        return "</details>" if row.author_id in self.own.muted else inside

    def _rate(self, row: Row, facts: list[str], inside: str) -> str:
        if not self._may_rate or self._is_own(row):
            return inside
        form = self._form(self.own.ratings.get(row.pk), bool(facts)).replace(PK, str(row.pk))
        if facts:
            form = form.replace(STRONG, facts[0]).replace(WEAK, facts[1])
        return form

    def _reply(self, row: Row, facts: list[str], inside: str) -> str:
        return "" if self.closed else inside

    def is_new(self, row: Row) -> bool:
        """As `Node.is_new`: since the last visit, and somebody else's words."""
        since = self.reader.since
        is_later = since is not None and row.number > since
        return is_later and row.state == CommentState.VISIBLE and not self._is_own(row)

    def _is_own(self, row: Row) -> bool:
        return row.author_id is not None and row.author_id == self._member

    @cached_property
    def _member(self) -> int | None:
        """Whose page it is: asked of each comment, and by way of the request it takes long."""
        viewer = self.reader.viewer
        return viewer.pk if self.reader.is_member else None

    @cached_property
    def _form(self) -> Callable[[bool | None, bool], str]:
        """The form to rate, with this page's token: few on a page differ."""
        return cache(lambda rating, is_told: rate_form(rating, is_told).replace(CSRF, self.token))

    @cached_property
    def token(self) -> str:
        return get_token(self.request)

    @cached_property
    def closed(self) -> str:
        """Why nobody can answer now, or ''."""
        return rules.is_open(self.reader.article)

    @cached_property
    def _may_rate(self) -> bool:
        return not may_post(self.reader.viewer) and self.reader.article.is_published


class VisitorPage(Hand):
    """Fills the holes of a page for a visitor, who sees what is in them."""

    def comment(self, facts: list[str], inside: str) -> str:
        """The piece as it is, with what the page gives to it. In a debate that is closed none has
        its button to reply."""
        if self.closed:
            return super().comment(facts, inside)
        row = self.rows[int(facts[0])]
        if inside == NOTHING:
            return row.html
        return row.piece.given(given_in(inside))


def given_in(inside: str) -> dict[str, str]:
    """What the page gives to a piece, by name."""
    return dict(zip(GIVEN_NAMES, inside.split(GIVEN), strict=True))


@kept
def fold(name: str) -> str:
    """What stands before the words of somebody whom the viewer mutes."""
    return render_to_string("comments/_fold.html", {"name": name})


@kept
def new_mark() -> str:
    return render_to_string("comments/_new.html")


@kept
def rate_form(rating: bool | None, is_told: bool) -> str:
    """The form to rate any comment; `is_told`: with the numbers of ratings, which come later."""
    node = SimpleNamespace(
        comment=SimpleNamespace(pk=int(PK), strong_all=STRONG),
        may_rate=True,
        rating=rating,
        told={"all"} if is_told else set(),
        weak_all=WEAK,
    )
    return render_to_string("comments/_rate.html", {"node": node, "csrf_token": CSRF})
