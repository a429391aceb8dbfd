"""What members are told, of what kind, and how they wish to be told."""

from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models, router
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Mute
from forum import sql
from forum.notifications.mailing.models import Letter, Mail

MOST_COUNTED = 100  # notices: nobody reads the difference to more, and counting it costs


class Kind(models.TextChoices):
    REPLY = "reply", _("replied to you")
    MENTION = "mention", _("mentioned you")
    WATCHED = "watched", _("argued where you watch")
    COMMENT = "comment", _("argued on your essay")
    ARTICLE = "article", _("published an essay")
    MOVED = "moved", _("was moved by what you wrote")
    CONCEDED = "conceded", _("changed an essay because of what you wrote")
    MODERATION = "moderation", _("acted on what you wrote")
    FLAG = "flag", _("decided about what you flagged")
    APPEAL = "appeal", _("answered your appeal")


# What is told of an essay or a comment when it is there: one of these is enough.
OF_WORDS = (Kind.REPLY, Kind.MENTION, Kind.COMMENT, Kind.ARTICLE)
# Whatever one muted or left: what was done to one, and what became of one's word.
ALWAYS_TOLD = (Kind.MODERATION, Kind.FLAG, Kind.APPEAL)


class Preference(models.Model):
    """How a member wants to be told of one kind of thing. Without a row: `DEFAULT_MAIL`, and in
    the page."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    in_page = models.BooleanField(db_default=True, default=True)
    mail = models.CharField(max_length=6, choices=Mail)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="preference_once_a_kind"),
            models.CheckConstraint(
                condition=models.Q(mail__in=Mail.values), name="preference_mail_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}, {self.kind}: {self.mail}"


# What a member who set nothing is sent. Mail that one did not ask for is how a site loses people,
# so at once goes only what was said to them; many small things come as one mail a day.
DEFAULT_MAIL = {
    Kind.REPLY: Mail.NOW,
    Kind.MENTION: Mail.NOW,
    Kind.WATCHED: Mail.DAILY,
    Kind.COMMENT: Mail.DAILY,
    Kind.ARTICLE: Mail.DAILY,
    Kind.MOVED: Mail.NOW,
    Kind.CONCEDED: Mail.NOW,
    Kind.MODERATION: Mail.NOW,
    Kind.FLAG: Mail.NEVER,
    Kind.APPEAL: Mail.NOW,
}


def _seen(model: str, key: str, viewer: object) -> models.Subquery:
    """The key of what a notice is about, if the viewer may see it. It is looked up for each notice:
    for EXISTS PostgreSQL may make a list of all that they may see, which is the whole site."""
    seen = apps.get_model(model).objects.visible_to(viewer)
    return models.Subquery(seen.filter(pk=models.OuterRef(key)).values("pk")[:1])


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, viewer: object) -> "NotificationQuerySet":
        """One's own, as long as one may still see what it is about, and not of those one mutes.

        A moderator's statement of reasons stays even if its text is gone. The models are fetched by
        name because imports only run downwards, and notices lie under articles and comments.
        """
        me = getattr(viewer, "pk", None)
        of_article = models.Q(article=None) | models.Q(article_seen__isnull=False)
        # A comment that one may see is in an article that one may see.
        may_see = models.Q(comment=None) & of_article | models.Q(comment_seen__isnull=False)
        by_muted = models.Q(actor__in=Mute.objects.filter(member=me).values("muted"))
        return self.alias(
            article_seen=_seen("articles.Article", "article", viewer),
            comment_seen=_seen("comments.Comment", "comment", viewer),
        ).filter(
            models.Q(kind__in=ALWAYS_TOLD) | (may_see & ~by_muted),
            recipient_id=me,
        )

    def in_page(self) -> "NotificationQuerySet":
        """Those that the inbox shows: the others are for e-mail alone."""
        return self.filter(in_page=True)

    def unread(self) -> "NotificationQuerySet":
        return self.in_page().filter(read_at=None)

    def count_unread(self, member: object) -> int:
        """How many notices this member has not read, up to `MOST_COUNTED`; no visitor has any."""
        if not getattr(member, "is_authenticated", False):
            return 0
        using = router.db_for_read(Notification)
        statement, values = _unread_of(getattr(member, "role", ""), using)
        mine = sql.for_key(values, getattr(member, "pk", None))
        [[unread]] = sql.rows(f"SELECT COUNT(*) FROM ({statement}) AS unread", mine, using)
        return int(unread)


@cache
def _unread_of(role: str, using: str) -> tuple[str, tuple[object, ...]]:
    """What `visible_to` asks for a member of this role: to write it anew for every page takes
    longer than the rest of a page."""
    nobody = apps.get_model(settings.AUTH_USER_MODEL)(pk=sql.STAND_IN, role=role)
    unread = Notification.objects.using(using).unread().visible_to(nobody)
    return sql.written(unread.values("pk")[:MOST_COUNTED], using)


class Notification(models.Model):
    """One thing a member is told. What it points at is checked again when it is shown."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey("comments.Comment", models.CASCADE, null=True, related_name="+")
    text = models.TextField(blank=True)  # of moderation: what was done and why, in short
    # The whole statement of reasons, with the way to appeal.
    statement = models.ForeignKey(
        "moderation.Statement",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)
    # As its recipient wanted it when they were told; else it waits for their e-mail only.
    in_page = models.BooleanField(db_default=True, default=True)
    # When the worker is to see whether it goes out by e-mail: at once, by the default, and again
    # when a digest is due. None: that is done with. `letter` is the mail that told of it.
    mail_at = models.DateTimeField(null=True, blank=True, db_default=Now(), editable=False)
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, editable=False, related_name="notices", db_index=False
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
            # Every page of a member asks for the unread ones, which are few.
            models.Index(
                fields=["recipient"],
                name="notification_new",
                condition=models.Q(read_at=None, in_page=True),
            ),
            # What waits to be mailed is little beside what was told in all the years: the first
            # says each second whether there is any, the second finds all of one member's.
            models.Index(
                fields=["mail_at"],
                name="notification_to_mail",
                condition=models.Q(mail_at__isnull=False),
            ),
            models.Index(
                fields=["recipient", "mail_at"],
                name="notification_to_mail_to",
                condition=models.Q(mail_at__isnull=False),
            ),
            models.Index(
                fields=["statement"],
                name="notification_of_statement",
                condition=models.Q(statement__isnull=False),
            ),
            models.Index(
                fields=["letter"],
                name="notification_mailed",
                condition=models.Q(letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.get_kind_display()}"


class Event(models.Model):
    """One act that many are to be told of, until the worker has told them (`fanout.py`): of a
    comment, or else of a new article. Without indexes: as good as empty, and written to with each
    reply."""

    kind = models.CharField(max_length=10, choices=Kind)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False
    )
    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, null=True, related_name="+", db_index=False
    )
    # The root of the thread that the comment stands in.
    thread = models.ForeignKey(
        "comments.Comment", models.CASCADE, null=True, related_name="+", db_index=False
    )
    told_to = models.BigIntegerField(db_default=0)  # the last watch, by id, whose watcher was told
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.get_kind_display()}, told up to {self.told_to}"
