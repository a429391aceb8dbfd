"""Essays and what belongs to them: revisions, tags, series, uploaded pictures."""

import re
import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from forum.text import reading

TITLE_MAX = 150  # characters: two lines of the largest type
SUBTITLE_MAX = 250
THESIS_MAX = 280  # one sentence, design.md
ESSAY_MAX = 200_000  # about 35,000 words, a short book
TAGS_MAX = 5
NOTE_MAX = 300
ALT_MAX = 300
CAPTION_MAX = 400


TAG_MAX = 40


class Tag(models.Model):
    """A subject. Written in any case it is one tag, shown as it was first written."""

    name = models.CharField(max_length=TAG_MAX)
    key = models.CharField(max_length=2 * TAG_MAX, unique=True)  # the name, its case folded
    slug = models.SlugField(max_length=50, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:tag", args=[self.slug])


class Series(models.Model):
    author = models.ForeignKey(  # None: a former member
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="series", db_index=False
    )
    title = models.CharField(_("title"), max_length=TITLE_MAX)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["author", "title"], name="series_title_once_an_author")
        ]
        indexes = [models.Index(fields=["title", "id"], name="series_by_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:series", args=[self.slug])


class Upload(models.Model):
    """A picture: checked by content, re-encoded, without metadata, and never without alt text."""

    owner = models.ForeignKey(  # None: a former member, whose essay shows it
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uploads"
    )
    file = models.FileField(upload_to="%Y/%m/", editable=False)
    width = models.PositiveIntegerField(editable=False)  # pixels
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("alternative text"), max_length=ALT_MAX)
    caption = models.CharField(_("caption"), max_length=CAPTION_MAX, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.alt

    @property
    def markdown(self) -> str:
        """The line that shows this picture as a figure."""
        alt = re.sub(r"([\\\[\]])", r"\\\1", self.alt)
        caption = re.sub(r'([\\"])', r"\\\1", self.caption)
        return f'![{alt}]({self.file.url} "{caption}")' if caption else f"![{alt}]({self.file.url})"


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    HIDDEN = "hidden", _("Hidden by a moderator")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """The essays there are to read: not those of which only the debate is left."""
        return self.filter(state=ArticleState.PUBLISHED, erased_at=None)

    def visible_to(self, viewer: object) -> "ArticleQuerySet":
        """What this viewer may see: all that is published, one's own, and for moderators the rest
        except drafts, which are nobody's but their author's."""
        seen = models.Q(state=ArticleState.PUBLISHED)
        if roles.is_moderator(viewer):  # published is no draft: said twice, it misleads SQLite
            seen = ~models.Q(state=ArticleState.DRAFT)
        if getattr(viewer, "is_authenticated", False):
            seen |= models.Q(author=viewer)
        return self.filter(seen)

    def newest(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-id")

    def most_active(self) -> "ArticleQuerySet":
        """By the last thing that happened: an argument, or else that it was published."""
        return self.order_by(Coalesce("last_comment_at", "published_at").desc(), "-id")

    def unfinished(self, author: object) -> "ArticleQuerySet":
        """An author's drafts, and what is published with changes in waiting; saved last first."""
        begun = models.Q(state=ArticleState.DRAFT) | models.Q(working_copy__isnull=False)
        mine = self.filter(begun, author=author).without_texts()
        return mine.order_by("-saved_at", "-pk")

    def without_texts(self) -> "ArticleQuerySet":
        """Without the long texts, which are up to half a megabyte: they come when asked for."""
        return self.defer("source", "html", "contents")

    def for_list(self) -> "ArticleQuerySet":
        """With what a row of a list shows."""
        return self.select_related("author").prefetch_related("tags").without_texts()


def new_token() -> str:
    return secrets.token_hex(8)


class Article(models.Model):
    """An essay: a thesis argued at length by one author."""

    author = models.ForeignKey(  # None: a former member
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="articles",
        db_index=False,
    )
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    title = models.CharField(_("title"), max_length=TITLE_MAX, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=SUBTITLE_MAX, blank=True)
    thesis = models.CharField(_("thesis"), max_length=THESIS_MAX, blank=True)
    source = models.TextField(_("essay"), max_length=ESSAY_MAX, blank=True)
    html = models.TextField(blank=True, editable=False)  # made from source by forum.text
    contents = models.JSONField(default=list, editable=False)  # [{"level", "id", "text"}]
    words = models.PositiveIntegerField(default=0, editable=False)
    cover = models.ForeignKey(Upload, models.SET_NULL, null=True, blank=True, related_name="+")
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    part = models.PositiveSmallIntegerField(_("part"), null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles")

    # One form makes one essay, however often it is sent: the form's token is kept, and a draft's
    # address is made of it, so that the address holds until (and after) the essay is published.
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    # Counts every save; with the browser tab that made it, it tells a stale tab from a fresh one.
    edition = models.PositiveIntegerField(default=0, editable=False)
    saved_in = models.CharField(max_length=32, blank=True, editable=False)

    state = models.CharField(max_length=9, choices=ArticleState, default=ArticleState.DRAFT)
    created_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True, blank=True)
    revised_at = models.DateTimeField(null=True, blank=True)  # last edit after publishing
    locked_at = models.DateTimeField(null=True, blank=True)  # the debate takes no more comments
    # Its author left and took it along. It is still public, for what others argued about it.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Kept for speed; recomputed from their rows by comments.actions, and by `manage.py recount`.
    last_number = models.PositiveIntegerField(default=0, editable=False)  # of the newest comment
    for_count = models.PositiveIntegerField(default=0, editable=False)
    against_count = models.PositiveIntegerField(default=0, editable=False)
    neutral_count = models.PositiveIntegerField(default=0, editable=False)
    last_comment_at = models.DateTimeField(null=True, blank=True, editable=False)

    # Laid over a row of a list by the view, which may look above this app: readers' stances.
    stance_totals: object = None
    new_count: int = 0  # comments that are new to the member the list is made for
    # And by a list that is ordered by a share of its readers: at least how large, in per cent.
    least_share: int | None = None

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="article_newest"),
            models.Index(
                models.F("state"),
                Coalesce("last_comment_at", "published_at").desc(),
                models.F("id").desc(),
                name="article_most_active",
            ),
            models.Index(fields=["author", "-saved_at"], name="article_by_author"),
            models.Index(
                fields=["author", "state", "-published_at", "-id"], name="article_newest_of_author"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ArticleState.DRAFT)
                | (
                    ~models.Q(thesis="")
                    & ~models.Q(title="")
                    & models.Q(published_at__isnull=False)
                ),
                name="article_published_with_thesis",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ArticleState.values), name="article_state_known"
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return str(_("An essay that its author took along"))
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return reverse("articles:read", args=[self.slug])

    @property
    def by(self) -> str:
        """Whose it is, as pages say it."""
        return str(self.author or _("a former member"))

    @property
    def minutes(self) -> int:
        return reading.minutes(self.words)

    @property
    def is_published(self) -> bool:
        return self.state == ArticleState.PUBLISHED

    @property
    def was_published(self) -> bool:
        """Published now or before: from then on its address holds and edits are revisions."""
        return self.published_at is not None

    @property
    def fuller_side(self) -> int:
        """The arguments of the side that has more, at least 1: a full bar of its balance."""
        return max(self.for_count, self.against_count, 1)

    @property
    def argument_count(self) -> int:
        return self.for_count + self.against_count


class WorkingCopy(models.Model):
    """Changes to a published essay that its author has saved and not yet published."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="working_copy")
    fields = models.JSONField()  # a Manuscript, and the note on what changed
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "working copies"

    def __str__(self) -> str:
        return f"{self.article_id}, {self.saved_at:%Y-%m-%d %H:%M}"


class Revision(models.Model):
    """The essay as it stood from a moment on. The newest equals the article itself."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=TITLE_MAX)
    subtitle = models.CharField(max_length=SUBTITLE_MAX, blank=True)
    thesis = models.CharField(max_length=THESIS_MAX)
    source = models.TextField()
    note = models.CharField(_("note"), max_length=NOTE_MAX, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} r{self.number}"
