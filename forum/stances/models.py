"""Where readers stand on a thesis and stood before, what moved them, what they make of claims."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.articles.models import THESIS_MAX, Article, Claim
from forum.articles.positions import Stand
from forum.comments.models import Comment, CommentState

REASON_MAX = 1_000  # characters of a delta's reason and of a concession's note: a paragraph
# Long enough to think better of a delta, too short to take back what others have come to rely on.
TAKEN_BACK_WITHIN = timedelta(hours=24)
REASON_MIN = 50  # of a delta's reason: less than a sentence tells its reader nothing
NOTE_MIN = 20  # of a concession's note, which stands beside the claim and the argument it is about


class Stance(models.Model):
    """Where one reader stands on one article's thesis. Shown to others only in totals."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="stances", db_index=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stances")
    first = models.CharField(max_length=9, choices=Stand)
    now = models.CharField(max_length=9, choices=Stand)
    taken_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["article", "now"], name="stance_totals")]
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="stance_once_a_reader"),
            models.CheckConstraint(
                condition=models.Q(first__in=Stand.values, now__in=Stand.values),
                name="stance_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} on {self.article_id}: {self.now}"


class StanceChange(models.Model):
    """One step of a reader's mind, the first one from nowhere."""

    stance = models.ForeignKey(Stance, models.CASCADE, related_name="changes")
    before = models.CharField(max_length=9, choices=Stand, blank=True)
    after = models.CharField(max_length=9, choices=Stand)
    revision = models.PositiveIntegerField()  # number of the article's revision the reader saw
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before or '–'} → {self.after}"


class DeltaQuerySet(models.QuerySet["Delta"]):
    def visible_to(self, viewer: object) -> "DeltaQuerySet":
        """Those on comments that stand in a debate the viewer may see. What a moderator hid moves
        nobody as long as it is hidden, whoever looks."""
        return self.filter(
            comment__state=CommentState.VISIBLE,
            comment__article__in=Article.objects.visible_to(viewer),
        )

    def newest_of_each(self, how_many: int) -> "DeltaQuerySet":
        """Of each comment its newest ones, the newest first."""
        place = models.Window(RowNumber(), partition_by="comment", order_by="-id")
        return self.annotate(place=place).filter(place__lte=how_many).order_by("-id")


class Delta(models.Model):
    """A reader's word that this comment changed their stance. It bears its giver's name."""

    # None, both: a former member's, whose words stay without their name and their stance.
    change = models.OneToOneField(StanceChange, models.CASCADE, null=True, related_name="delta")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="deltas", db_index=False)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="deltas_given"
    )
    reason = models.TextField(max_length=REASON_MAX)  # plain text
    given_at = models.DateTimeField(db_default=Now())

    objects = DeltaQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["comment", "-id"], name="delta_newest")]
        constraints = [
            models.UniqueConstraint(fields=["comment", "giver"], name="delta_once_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} by {self.comment_id}"

    @property
    def is_settled(self) -> bool:
        """Can it no longer be taken back?"""
        return timezone.now() - self.given_at > TAKEN_BACK_WITHIN


class Concession(models.Model):
    """The essay's author gives way to a comment: a claim is conceded, or the thesis amended."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="concessions")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="concessions")
    claim = models.ForeignKey(  # None: the thesis was amended
        Claim, models.CASCADE, null=True, blank=True, related_name="concessions", db_index=False
    )
    is_whole = models.BooleanField(default=False)  # else conceded in part
    note = models.TextField(max_length=REASON_MAX)  # plain text
    thesis_before = models.CharField(max_length=THESIS_MAX, blank=True)
    thesis_after = models.CharField(max_length=THESIS_MAX, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "comment", "is_whole"], name="concession_once_a_comment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} to {self.comment_id}"

    @property
    def anchor(self) -> str:
        """Where in the essay it is told."""
        return f"concession-{self.pk}" if self.claim_id else "thesis"


class Answer(models.TextChoices):
    """What a reader makes of a claim."""

    ACCEPT = "accept", _("Accept")
    DOUBT = "doubt", _("Doubt")
    REJECT = "reject", _("Reject")


class ClaimAnswer(models.Model):
    """One reader's answer to one claim. Shown to others only in totals."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="answers", db_index=False)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claim_answers"
    )
    answer = models.CharField(max_length=6, choices=Answer)
    answered_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["claim", "answer"], name="claim_answer_totals")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "reader"], name="claim_answer_once_a_reader"),
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="claim_answer_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} on {self.claim_id}: {self.answer}"


class Tally(models.Model):
    """What an essay's readers say in sum. Kept for speed; recomputed from stances and answers
    under this row's lock, and by `manage.py recount`."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="tally")
    # {first stance: {stance now: readers}}
    moves = models.JSONField(default=dict)
    # {claim's number: {answer: readers}}
    answers = models.JSONField(default=dict)
    # The claim whose answers say most about the stance, and how much that is, in bits.
    crux = models.ForeignKey(Claim, models.SET_NULL, null=True, related_name="+")
    crux_bits = models.FloatField(default=0)
    # Its places in the two lists of `standing.py`, in parts of 10,000; 0: in none.
    contested = models.PositiveIntegerField(default=0, db_default=0)
    changed = models.PositiveIntegerField(default=0, db_default=0)
    # All was counted once; from then on a change counts anew only what it touches.
    is_whole = models.BooleanField(db_default=False)

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [
            models.Index(fields=["-contested", "-article"], name="tally_most_contested"),
            models.Index(fields=["-changed", "-article"], name="tally_most_changed"),
        ]

    def __str__(self) -> str:
        return f"tally of {self.article_id}"


class Share(models.Model):
    """How many readers of an essay came in at one stance and stand at another now, among the
    thousand members whose ids are `place` × 1,000 to `place` × 1,000 + 999. Kept for speed, under
    the tally's lock: to add them up, or to count a thousand anew, takes a millisecond."""

    SIZE = 1_000

    pk = models.CompositePrimaryKey("article", "place", "first", "now")
    article = models.ForeignKey(Article, models.CASCADE, related_name="shares", db_index=False)
    place = models.PositiveIntegerField()
    first = models.CharField(max_length=9, choices=Stand)
    now = models.CharField(max_length=9, choices=Stand)
    readers = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.article_id}, {self.place}: {self.first} → {self.now}, {self.readers}"


class Cell(models.Model):
    """How many readers give this answer to a claim and stand here on the thesis: a cell of the
    claim's contingency table. Kept for speed, under the tally's lock: to read all answers again
    takes a hundred thousand of them half a second."""

    pk = models.CompositePrimaryKey("claim", "answer", "stand")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="cells", db_index=False)
    answer = models.CharField(max_length=6, choices=Answer)
    stand = models.CharField(max_length=9, choices=Stand, blank=True)  # '': they took none
    readers = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.answer}, {self.stand or 'no stance'}, {self.readers}"
