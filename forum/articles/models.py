"""Essays and what belongs to them: revisions, tags, series, uploaded pictures."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles

TITLE_MAX = 150  # characters: two lines of the largest type
SUBTITLE_MAX = 250
THESIS_MAX = 280  # one sentence, design.md
ESSAY_MAX = 200_000  # about 35,000 words, a short book
TAGS_MAX = 5
NOTE_MAX = 300
ALT_MAX = 300
CAPTION_MAX = 400


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=50, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:tag", args=[self.slug])


class Series(models.Model):
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series")
    title = models.CharField(_("title"), max_length=TITLE_MAX)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["author", "title"], name="series_title_once_an_author")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:series", args=[self.slug])


class Upload(models.Model):
    """A picture: checked by content, re-encoded, without metadata, and never without alt text."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    file = models.ImageField(upload_to="%Y/%m/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(_("alternative text"), max_length=ALT_MAX)
    caption = models.CharField(_("caption"), max_length=CAPTION_MAX, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.alt


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    HIDDEN = "hidden", _("Hidden by a moderator")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        return self.filter(state=ArticleState.PUBLISHED)

    def visible_to(self, viewer: object) -> "ArticleQuerySet":
        """What this viewer may see: all that is published, one's own, and for moderators the rest
        except drafts, which are nobody's but their author's."""
        seen = models.Q(state=ArticleState.PUBLISHED)
        if getattr(viewer, "is_authenticated", False):
            seen |= models.Q(author=viewer)
        if roles.is_moderator(viewer):
            seen |= ~models.Q(state=ArticleState.DRAFT)
        return self.filter(seen)


class Article(models.Model):
    """An essay: a thesis argued at length by one author."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="articles")
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

    state = models.CharField(max_length=9, choices=ArticleState, default=ArticleState.DRAFT)
    created_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True, blank=True)
    revised_at = models.DateTimeField(null=True, blank=True)  # last edit after publishing
    locked_at = models.DateTimeField(null=True, blank=True)  # the debate takes no more comments

    # Kept for speed; recomputed from their rows by comments.actions, and by `manage.py recount`.
    last_number = models.PositiveIntegerField(default=0, editable=False)  # of the newest comment
    for_count = models.PositiveIntegerField(default=0, editable=False)
    against_count = models.PositiveIntegerField(default=0, editable=False)
    neutral_count = models.PositiveIntegerField(default=0, editable=False)
    last_comment_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="article_newest"),
            models.Index(fields=["state", "-last_comment_at", "-id"], name="article_most_active"),
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
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return reverse("articles:read", args=[self.slug])

    @property
    def argument_count(self) -> int:
        return self.for_count + self.against_count


class Revision(models.Model):
    """The essay as it stood from a moment on. The newest equals the article itself."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
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
