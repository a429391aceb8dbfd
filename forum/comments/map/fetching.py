"""Reading from the database what a map is drawn of: a bounded number of rows, in few queries."""

from dataclasses import dataclass, field
from html import unescape

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Left, NullIf
from django.utils.html import strip_tags

from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments import tree
from forum.comments.map.forest import Row, Said
from forum.comments.models import Comment, CommentQuerySet, CommentState
from forum.comments.telling import READERS_MIN

WHOLE = 3_000  # comments, hidden ones too, up to which the whole debate is read
ROOTS = 24  # of a larger one: the most discussed threads of each position,
REPLIES = 80  # and so many of the first replies of each
SAID = 400  # characters of a comment's HTML, enough for its first words
WORDS = 80  # characters of them that are told, to the end of a word


@dataclass
class Debate:
    """The rows of a debate. If they are not all, `beyond` counts the threads left out."""

    rows: list[Row]
    is_whole: bool = True
    beyond: dict[str, int] = field(default_factory=dict)


def debate_of(article: Article) -> Debate:
    """All of a debate, or of a large one the threads and replies that can be drawn of it."""
    comments = Comment.objects.filter(article=article)
    if article.last_number <= WHOLE:
        return Debate(_rows(comments))
    roots = [root for position in Position for root in _largest(comments, position)]
    counts = comments.visible().filter(parent=None).values_list("position")
    beyond = dict(counts.annotate(roots=Count("id")).order_by())
    for root in roots:
        beyond[root.position] -= root.state == CommentState.VISIBLE
    return Debate(_rows(Comment.objects.filter(_ranges(article, roots))), False, beyond)


def said_in(article: Article, ids: set[int]) -> dict[int, Said]:
    """Names and first words of these comments, as far as everyone may see them."""
    rows = Comment.objects.visible().filter(article=article, pk__in=ids)
    name = Coalesce(NullIf("author__name", Value("")), "author__username", Value(""))
    told = rows.values_list("pk", name, Left("html", SAID))
    return {pk: Said(who, _words(html)) for pk, who, html in told}


def _rows(comments: CommentQuerySet) -> list[Row]:
    """Each as the map needs it. A score that too few readers gave is nobody's to see."""
    fields = ("id", "path", "position", "score", "rated_other", "state", "descendants")
    return [
        Row(
            id=pk,
            path=path,
            position=position,
            score=score if rated >= READERS_MIN else 0.0,
            below=below,
            is_shown=state == CommentState.VISIBLE,
        )
        for pk, path, position, score, rated, state, below in comments.values_list(*fields)
    ]


def _largest(comments: CommentQuerySet, position: Position) -> CommentQuerySet:
    """The most discussed roots, each with the path of the first reply that is not fetched."""
    replies = Comment.objects.filter(
        article=OuterRef("article"),
        path__gt=OuterRef("path"),
        path__lt=Concat(OuterRef("path"), Value(tree.END)),
    )
    beyond = replies.order_by("path").values("path")[REPLIES : REPLIES + 1]
    roots = comments.filter(parent=None, position=position).only("path", "position", "state")
    return roots.order_by("-descendants", "-id").annotate(cutoff=Subquery(beyond))[:ROOTS]


def _ranges(article: Article, roots: list[Comment]) -> Q:
    """The paths from each root to its cutoff. The article is named in each: with it said once for
    all, SQLite would walk through the whole article."""
    ranges = Q(pk__in=[])
    for root in roots:
        end = getattr(root, "cutoff", None) or tree.subtree(root.path).end
        ranges |= Q(article=article, path__gte=root.path, path__lt=end)
    return ranges


def _words(html: str) -> str:
    """The first words of a comment; the last tag of what was cut off may lack its end."""
    whole = html.rpartition("<")[0] if html.rfind("<") > html.rfind(">") else html
    text = " ".join(unescape(strip_tags(whole)).split())
    if len(text) <= WORDS:
        return text
    return f"{text[:WORDS].rpartition(' ')[0].rstrip(' ,;:') or text[:WORDS]}…"
