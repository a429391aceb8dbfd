"""The index and its triggers: made, looked after, taken away.

By triggers, because who writes a comment need not know of search, be it an act of a member, an
import, or an erasure. SQLite drops a table's triggers when a migration makes it anew, which many
do; so `manage.py prepare` and the worker see whether all of them stand.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from forum import sql
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment
from forum.search.engine import engine
from forum.search.models import Change

ARTICLE, COMMENT = Change.Kind.ARTICLE.value, Change.Kind.COMMENT.value
DRAFT = f"'{ArticleState.DRAFT.value}'"
SEEN_OF_ARTICLE = ("title", "subtitle", "thesis", "html", "state", "author_id", "published_at")
SEEN_OF_COMMENT = ("html", "position", "state", "author_id", "created_at", "article_id")


@dataclass(frozen=True)
class Trigger:
    """`columns`: for an update, those of which one must be different. `notes` has a kind, an id and
    whether all comments of that essay are meant, too."""

    name: str
    event: str
    table: str
    notes: tuple[tuple[str, str, bool], ...]
    columns: tuple[str, ...] = ()
    when: str = ""

    def statement(self) -> str:
        changed = " OR ".join(map(engine().different, self.columns))
        conditions = [f"({each})" for each in (changed, self.when) if each]
        event = f"UPDATE OF {', '.join(self.columns)}" if self.columns else self.event
        when, notes = " AND ".join(conditions), list(self.notes)
        return str(engine().trigger(self.name, event, self.table, when, notes))


_articles, _comments = Article._meta.db_table, Comment._meta.db_table
_tags = Article.tags.through._meta.db_table


def triggers() -> list[Trigger]:
    """Drafts, which save themselves every few seconds, are left alone."""
    public = f"OLD.state <> {DRAFT} OR NEW.state <> {DRAFT}"
    all_of_it = ((ARTICLE, "NEW.id", False), (ARTICLE, "NEW.id", True))
    return [
        Trigger(
            "search_article_changed",
            *("UPDATE", _articles, ((ARTICLE, "NEW.id", False),)),
            *(SEEN_OF_ARTICLE, public),
        ),
        Trigger("search_article_state", "UPDATE", _articles, all_of_it[1:], ("state",)),
        Trigger("search_article_new", "INSERT", _articles, all_of_it, (), f"NEW.state <> {DRAFT}"),
        Trigger("search_article_gone", "DELETE", _articles, ((ARTICLE, "OLD.id", False),)),
        Trigger("search_tag_new", "INSERT", _tags, _of_tagged("NEW")),
        Trigger("search_tag_gone", "DELETE", _tags, _of_tagged("OLD")),
        Trigger("search_comment_new", "INSERT", _comments, ((COMMENT, "NEW.id", False),)),
        Trigger(
            "search_comment_changed",
            *("UPDATE", _comments, ((COMMENT, "NEW.id", False),), SEEN_OF_COMMENT),
        ),
        Trigger("search_comment_gone", "DELETE", _comments, ((COMMENT, "OLD.id", False),)),
    ]


def _of_tagged(row: str) -> tuple[tuple[str, str, bool], ...]:
    return ((ARTICLE, f"{row}.article_id", False), (ARTICLE, f"{row}.article_id", True))


def install() -> None:
    """Make the index and the triggers, and note that everything is to be gone through."""
    with connection.cursor() as cursor:
        for statement in engine().tables():
            cursor.execute(statement)
        for trigger in triggers():
            cursor.execute(trigger.statement())
    note_all()


def remove() -> None:
    with connection.cursor() as cursor:
        for trigger in triggers():
            cursor.execute(engine().without(trigger.name, trigger.table))
        cursor.execute("DROP TABLE search_index")


def note_all() -> None:
    """Every essay with all its comments is to be gone through."""
    sql.run(
        f"INSERT INTO {Change._meta.db_table} (kind, ref, whole)"
        f" SELECT %s, id, whole.it FROM {_articles}"
        " CROSS JOIN (SELECT %s AS it UNION ALL SELECT %s) AS whole WHERE state <> %s",
        [ARTICLE, False, True, ArticleState.DRAFT.value],
    )


def mend() -> bool:
    """See that all stands; what was written while it did not, is gone through. Was all well?"""
    if {trigger.name for trigger in triggers()} <= engine().standing_triggers():
        return True
    with transaction.atomic():
        install()
    return False
