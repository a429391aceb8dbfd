"""Answering a question: the index says what matches, `visible_to` what of it the viewer may find.

So many of the newest matches are looked at, of essays and of arguments; those are ranked and
counted, and what is not visible to the viewer is neither. So a search costs what it shows and not
what there is; where there is more, or may be, the page says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db import router
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import names, roles
from accounts.models import User
from forum import sql
from forum.articles.models import Article, Tag
from forum.comments.models import Comment
from forum.search import marks, ranking
from forum.search.engine.asking import Ask
from forum.search.engine.looking import look
from forum.search.query import ARGUMENTS, ESSAYS, Query

Kind = type[Article] | type[Comment]
CAME = {Article: "published_at", Comment: "created_at"}  # the fields that say when one came out
SINCE = sql.STAND_IN - 1  # no row's key either

WINDOW = 200  # matches of each kind that are looked at; nobody reads on to the tenth page


@dataclass(frozen=True)
class Hit:
    """An essay or an argument that is found; `score` is how well it fits, `at` when it came out."""

    is_essay: bool
    pk: int
    score: float
    at: datetime


@dataclass(frozen=True)
class Hits:
    """What of one kind is found, the newest first. `before`: where to look on, where not all was
    looked through. `since`: what came out from then on was, and there are no more than these; what
    is asked for is too common, part by part, to look further at once."""

    found: Sequence[Hit] = ()
    before: int | None = None
    since: datetime | None = None

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def is_more(self) -> bool:
        return self.before is not None

    @property
    def is_full(self) -> bool:
        """Is there more than is ranked?"""
        return self.is_more and self.since is None


@dataclass(frozen=True)
class Found:
    """`unknown` says who or what of the question is not there at all."""

    essays: Hits = field(default_factory=Hits)
    arguments: Hits = field(default_factory=Hits)
    unknown: str = ""

    def of(self, kind: str) -> tuple[Hits, ...]:
        """Those of one kind, or all."""
        if kind == ESSAYS:
            return (self.essays,)
        return (self.arguments,) if kind == ARGUMENTS else (self.essays, self.arguments)

    def since(self, kind: str) -> datetime | None:
        """Back to when all of it was looked through, if there is more."""
        return max((hits.since for hits in self.of(kind) if hits.since), default=None)

    def further(self, kind: str) -> list[tuple[str, int]]:
        """Where to look on, further back: for each kind, before which id."""
        each = ((ESSAYS, self.essays), (ARGUMENTS, self.arguments))
        return [(name, its.before) for name, its in each if its.before and kind in ("", name)]

    def hits(self, kind: str) -> list[Hit]:
        """The newest first."""
        hits = [hit for hits in self.of(kind) for hit in hits.found]
        return sorted(hits, key=lambda hit: (hit.at, hit.is_essay, hit.pk), reverse=True)

    def ranked(self, kind: str) -> list[Hit]:
        """The best first; of those that fit as well, the newest."""
        return sorted(self.hits(kind), key=lambda hit: -hit.score)


def search(viewer: object, query: Query, before: int | None = None) -> Found:
    """What this viewer may find. `before` is an id of the kind that the query is for: those before
    it are looked at. Raises nothing for any query that is not empty."""
    groups, unknown = _groups(query)
    if unknown:
        return Found(unknown=unknown)
    ask = Ask(query.wanted, query.without, groups, _hidden_but(viewer))
    of_essays = before if query.kind == ESSAYS else None
    of_arguments = before if query.kind == ARGUMENTS else None
    return Found(
        # An essay argues for its own thesis: it has no position.
        Hits() if query.position else _seen(viewer, ask, Article, of_essays),
        _seen(viewer, ask, Comment, of_arguments),
    )


def _seen(viewer: object, ask: Ask, kind: Kind, before: int | None) -> Hits:
    """What matches and is visible."""
    is_essay, using = kind is Article, router.db_for_read(kind)
    looked = look(ask, is_essay, WINDOW, before, using)
    keys = [match.pk for match in looked.found]
    visible = kind.objects.visible_to(viewer).filter(pk__in=keys) if keys else kind.objects.none()
    seen = dict(visible.values_list("pk", CAME[kind]))
    found = [
        Hit(is_essay, match.pk, ranking.score(match, ask.wanted), seen[match.pk])
        for match in looked.found
        if match.pk in seen
    ]
    if looked.since <= 1:
        return Hits(found)
    is_full = len(looked.found) == WINDOW
    return Hits(found, looked.since, None if is_full else _came(viewer, kind, looked.since, using))


def _came(viewer: object, kind: Kind, since: int, using: str) -> datetime:
    """When the first came out of those from this id on; now, if the viewer may see none of them."""
    is_member = bool(getattr(viewer, "is_authenticated", False))
    statement, values = _first_of(kind, is_member, roles.is_moderator(viewer), using)
    said: dict[object, object] = {SINCE: since, sql.STAND_IN: getattr(viewer, "pk", None)}
    found = sql.rows(statement, [said.get(value, value) for value in values], using)
    return sql.moment(found[0][0]) if found else timezone.now()


@cache
def _first_of(
    kind: Kind, is_member: bool, moderates: bool, using: str
) -> tuple[str, tuple[object, ...]]:
    """What `visible_to` asks for a member, a moderator or a visitor: to write it anew takes longer
    than to look."""
    role = roles.Role.MODERATOR if moderates else roles.Role.MEMBER
    nobody = User(pk=sql.STAND_IN, role=role) if is_member else None
    rows = kind.objects.using(using).visible_to(nobody).exclude(**{CAME[kind]: None})
    first = rows.filter(pk__gte=SINCE).order_by("pk").values_list(CAME[kind])[:1]
    return sql.written(first, using)


def _hidden_but(viewer: object) -> str | None:
    """What of that which is not public is worth a look for this viewer: what they may see of it is
    asked of `visible_to`."""
    if roles.is_moderator(viewer):
        return None
    return marks.seen_by(getattr(viewer, "pk", None))


def _groups(query: Query) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Of each of these marks one must be there; or a sentence, if nothing can have them."""
    groups: list[Iterable[str]] = []
    if query.author:
        key = names.key(query.author)
        author = User.objects.filter(username_key=key).values_list("pk", flat=True).first()
        if author is None:
            return (), _("Nobody here has the username ‘%(name)s’.") % {"name": query.author}
        groups.append([marks.author(author)])
    if query.tag:
        tag = _tag(query.tag)
        if tag is None:
            return (), _("No essay bears the tag ‘%(name)s’.") % {"name": query.tag}
        groups.append([marks.tag(tag)])
    if query.position:
        groups.append([marks.position(query.position)])
    if query.since or query.until:
        days = marks.between(query.since, query.until, timezone.now().date())
        if not days:
            return (), _("No day lies between these two dates.")
        groups.append(days)
    return tuple(map(tuple, groups)), ""


def _tag(said: str) -> int | None:
    """By its name or as its address has it."""
    named = Tag.objects.filter(key=said) | Tag.objects.filter(slug=said)
    return named.values_list("pk", flat=True).first()
