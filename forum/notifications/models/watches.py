"""Who watches what, and who left which debate."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

WATCHED = ("person", "tag", "article", "thread")  # what can be watched


def _exactly_one_of(*names: str) -> models.Q:
    """Exactly one of these columns is filled."""
    found = models.Q()
    for name in names:
        found |= models.Q(**{f"{other}__isnull": other != name for other in names})
    return found


def _once(what: str) -> models.UniqueConstraint:
    """Among the watches of such things alone: each watch stands in one such index, not in four."""
    return models.UniqueConstraint(
        fields=["watcher", what],
        name=f"watch_{what}_once",
        condition=models.Q(**{f"{what}__isnull": False}),
    )


def _watches_of(what: str) -> models.Index:
    """For the worker, which tells them in the order in which they began."""
    return models.Index(
        fields=[what, "id"],
        name=f"watch_of_{what}",
        condition=models.Q(**{f"{what}__isnull": False}),
    )


class WatchQuerySet(models.QuerySet["Watch"]):
    def following(self, viewer: object, person: object) -> bool:
        """Does the viewer follow this person? Asks nothing for visitors, of oneself, and of former
        members."""
        return person not in (None, viewer) and self.watching(viewer, person=person)

    def watching(self, viewer: object, **what: object) -> bool:
        """Does the viewer watch this? Asks nothing for visitors."""
        if not getattr(viewer, "is_authenticated", False):
            return False
        return self.filter(watcher=viewer, **what).exists()


class Watch(models.Model):
    """A member asked to be told: of a person's new articles ('follow'), of those with a tag, of
    comments on an article, or in a thread (named by its root). Of one of these."""

    watcher = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="watched_by",
        db_index=False,
    )
    tag = models.ForeignKey(
        "articles.Tag", models.CASCADE, null=True, related_name="watched_by", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="watched_by", db_index=False
    )
    thread = models.ForeignKey(
        "comments.Comment", models.CASCADE, null=True, related_name="watched_by", db_index=False
    )
    since = models.DateTimeField(db_default=Now())

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watches"
        indexes = [*map(_watches_of, WATCHED)]
        constraints = [
            *map(_once, WATCHED),
            models.CheckConstraint(
                condition=~models.Q(watcher=models.F("person")), name="watch_not_oneself"
            ),
            models.CheckConstraint(condition=_exactly_one_of(*WATCHED), name="watch_one_thing"),
        ]

    def __str__(self) -> str:
        watched = next(name for name in WATCHED if getattr(self, f"{name}_id"))
        return f"{self.watcher_id} watches {watched} {getattr(self, f'{watched}_id')}"


class LeaveQuerySet(models.QuerySet["Leave"]):
    def has_left(self, viewer: object, article_id: int) -> bool:
        """Has the viewer left this debate? Asks nothing for visitors."""
        if not getattr(viewer, "is_authenticated", False):
            return False
        return self.filter(member=viewer, article=article_id).exists()


class Leave(models.Model):
    """A member left a debate: no more notices of it, whatever is answered to them there."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="leaves", db_index=False
    )
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="leaves")
    since = models.DateTimeField(db_default=Now())

    objects = LeaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "article"], name="leave_once_a_debate")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} left {self.article_id}"
