"""Comments, and their earlier texts."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Concat, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from forum.articles.models import Article, Passage
from forum.articles.positions import Position
from forum.comments import tree

COMMENT_MAX = 20_000  # characters: a comment longer than an essay should be one


class CommentState(models.TextChoices):
    VISIBLE = "visible", _("Visible")
    HELD = "held", _("Waits for a moderator")
    HIDDEN = "hidden", _("Hidden by a moderator")
    REMOVED = "removed", _("Removed by a moderator")
    DELETED = "deleted", _("Deleted by its author")


OWN_STATES = (CommentState.HELD, CommentState.HIDDEN)  # not public, yet its author reads it
# Shown beside a comment, not in its piece.
ELSEWHERE = {"descendants", "front", "best_answer", "best_answer_id", "rebuttal_count"}


def _readable_by(viewer: object) -> models.Q:
    """By state alone: everyone what is visible, authors also their own that is held or hidden,
    moderators the rest, so what was removed as well; what its author deleted nobody."""
    seen = models.Q(state=CommentState.VISIBLE)
    if getattr(viewer, "is_authenticated", False):
        seen |= models.Q(author=viewer, state__in=OWN_STATES)
    if roles.is_moderator(viewer):
        seen |= ~models.Q(state=CommentState.DELETED)
    return seen


class CommentQuerySet(models.QuerySet["Comment"]):
    def update(self, **values: object) -> int:
        """As Django's; and each row's `version` rises, as what its piece shows may have changed."""
        raised = {} if values.keys() <= ELSEWHERE else {"version": models.F("version") + 1}
        return super().update(**{**raised, **values})

    def visible(self) -> "CommentQuerySet":
        return self.filter(state=CommentState.VISIBLE)

    def visible_to(self, viewer: object) -> "CommentQuerySet":
        """The comments whose text this viewer may read.

        Everyone reads what is visible, in articles they may see; authors also read their own that
        is held or that a moderator hid, but not what one removed; moderators read all but what
        authors deleted.
        """
        essay = Article.objects.visible_to(viewer).filter(pk=models.OuterRef("article"))
        return self.filter(_readable_by(viewer), models.Exists(essay))

    def with_article(self) -> "CommentQuerySet":
        """With the essay, without its long texts."""
        return self.select_related("article").defer(
            "article__source", "article__html", "article__contents"
        )

    def under(self, path: str) -> "CommentQuerySet":
        """What stands under the comment with this path, without itself. Name the article too."""
        return self.filter(path__gt=path, path__lt=tree.subtree(path).end)

    def listed(self, viewer: object) -> "CommentQuerySet":
        """The comments that have a place on a page: those this viewer may read, and empty places
        that something visible stands under. The caller has chosen articles the viewer may see.
        """
        below = Comment.objects.visible().filter(
            article=models.OuterRef("article"),
            path__gt=models.OuterRef("path"),
            path__lt=Concat(models.OuterRef("path"), models.Value(tree.END)),
        )
        # A reply beyond the last level of paths stands beside its parent, not under it. That its
        # number is higher goes without saying, but keeps PostgreSQL from hashing the whole table.
        beside = Comment.objects.visible().filter(
            parent=models.OuterRef("pk"),
            depth__gt=tree.LEVELS,
            number__gt=models.OuterRef("number"),
        )
        return self.filter(_readable_by(viewer) | models.Exists(below) | models.Exists(beside))


class Comment(models.Model):
    """A reply to the article or to another comment, arguing one position on the thesis.

    `number` counts the comments of an article from 1; `path` is the parent's path followed by this
    comment's number in five base-36 digits (see `tree.py`), so a thread is a range of paths and
    sorting by path reads it depth-first, oldest first.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="comments",
        db_index=False,
    )
    # Its index is `comment_rebuttals`. One of its own would mislead SQLite, once analysed: few rows
    # have one parent, so it would take those without a parent for few.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", db_index=False
    )
    number = models.PositiveIntegerField(editable=False)
    path = models.TextField(editable=False)
    depth = models.PositiveIntegerField(editable=False)  # 1 for a root
    position = models.CharField(_("position"), max_length=7, choices=Position)
    # What its thread answers, if not the essay as a whole: the root's, kept on every reply too.
    passage = models.ForeignKey(
        Passage, models.SET_NULL, null=True, blank=True, related_name="comments", db_index=False
    )
    source = models.TextField(_("argument"), max_length=COMMENT_MAX)
    html = models.TextField(editable=False)  # made from source by forum.text
    created_at = models.DateTimeField(db_default=Now())
    edited_at = models.DateTimeField(null=True, blank=True)
    # The form's one-time token: the same form sent twice makes one comment.
    token = models.UUIDField(editable=False)

    state = models.CharField(max_length=7, choices=CommentState, default=CommentState.VISIBLE)
    state_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A locked thread takes no more replies: the root's, kept on every comment of its thread too.
    locked_at = models.DateTimeField(null=True, blank=True, editable=False)

    # How often what its piece of a page shows was changed; see `forum.pages`.
    version = models.PositiveIntegerField(db_default=1, editable=False)

    # Kept for speed; recomputed from their rows under a lock, and by `manage.py recount`.
    descendants = models.PositiveIntegerField(default=0, editable=False)  # visible, roots only
    # Its strongest visible direct answer from the other side, by score; None: unanswered.
    best_answer = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )
    rebuttal_count = models.PositiveIntegerField(default=0, editable=False)  # such answers
    # Its place, from 1, among the roots that a side's first screen shows; None: not among them.
    front = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    moved_count = models.PositiveIntegerField(default=0, editable=False)  # deltas it was given
    # Ratings by where their readers stand; 'all' adds the undecided and those without a stance.
    strong_other = models.PositiveIntegerField(default=0, editable=False)
    rated_other = models.PositiveIntegerField(default=0, editable=False)
    strong_same = models.PositiveIntegerField(default=0, editable=False)
    rated_same = models.PositiveIntegerField(default=0, editable=False)
    strong_undecided = models.PositiveIntegerField(default=0, editable=False)
    rated_undecided = models.PositiveIntegerField(default=0, editable=False)
    strong_all = models.PositiveIntegerField(default=0, editable=False)
    rated_all = models.PositiveIntegerField(default=0, editable=False)
    score = models.FloatField(default=0, editable=False)  # steelman score, 0 to 1, see ranking.py
    tiebreak = models.FloatField(default=0, editable=False)  # the same bound over all readers

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["article", "position", "-score", "-tiebreak", "-id"],
                name="comment_roots_strongest",
                condition=models.Q(parent=None),
            ),
            models.Index(
                fields=["article", "position", "-id"],
                name="comment_roots_newest",
                condition=models.Q(parent=None),
            ),
            models.Index(
                fields=["article", "position", "-descendants", "-id"],
                name="comment_roots_discussed",
                condition=models.Q(parent=None),
            ),
            models.Index(
                fields=["passage", "position", "-score", "-tiebreak", "-id"],
                name="comment_answers",
                condition=models.Q(depth=1, passage__isnull=False),
            ),
            models.Index(
                fields=["article", "position", "-rated_all", "-id"],
                name="comment_roots_rated",
                condition=models.Q(parent=None),
            ),
            models.Index(
                fields=["passage"],
                name="comment_of_passage",
                condition=models.Q(passage__isnull=False),
            ),
            models.Index(
                fields=["best_answer"],
                name="comment_best_answer",
                condition=models.Q(best_answer__isnull=False),
            ),
            models.Index(fields=["author", "-id"], name="comment_by_author"),
            models.Index(fields=["author", "article", "state"], name="comment_own"),  # in a debate
            # What a time brought on the whole site: for moderation's numbers, and acts on many.
            models.Index(fields=["created_at", "position", "author"], name="comment_by_time"),
            models.Index(
                fields=["article", "position", "front"],
                name="comment_front",
                condition=models.Q(front__isnull=False),
            ),
            # Columns, not conditions, for SQLite: it does not see that a query with a list of
            # parameters implies one, and once analysed it takes best_answer's own index for NULL.
            models.Index(
                fields=["article", "position", "state", "-score", "-tiebreak", "-id"],
                name="comment_strongest",
            ),
            models.Index(
                fields=["parent", "position", "state", "-score", "-tiebreak", "-id"],
                name="comment_rebuttals",
                condition=models.Q(parent__isnull=False),
            ),
            models.Index(
                fields=[
                    "article",
                    "position",
                    "state",
                    "rebuttal_count",
                    "-score",
                    "-tiebreak",
                    "-id",
                ],
                name="comment_by_rebuttals",
            ),
            models.Index(
                fields=["article", "-state_at"],
                name="comment_state_changes",
                condition=models.Q(state_at__isnull=False),
            ),
            models.Index(
                fields=["article", "-moved_count", "-id"],
                name="comment_moved_most",
                condition=models.Q(moved_count__gt=0),
            ),
            models.Index(
                fields=["-moved_count", "-id"],
                name="comment_moved_anywhere",
                condition=models.Q(moved_count__gt=0),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "path"], name="comment_path_once"),
            models.UniqueConstraint(fields=["article", "number"], name="comment_number_once"),
            models.UniqueConstraint(fields=["author", "token"], name="comment_token_once"),
            models.CheckConstraint(
                condition=models.Q(position__in=Position.values), name="comment_position_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CommentState.values), name="comment_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_position_display()}: {self.source[:60]}"

    def get_absolute_url(self) -> str:
        """The permalink: the comment in its context."""
        return reverse("comments:permalink", args=[self.pk])


class CommentRevision(models.Model):
    """A text that a comment had before an edit."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    position = models.CharField(max_length=7, choices=Position)
    source = models.TextField()
    until = models.DateTimeField(db_default=Now())  # when the edit replaced it

    class Meta:
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return f"{self.comment_id} until {self.until:%Y-%m-%d %H:%M}"
