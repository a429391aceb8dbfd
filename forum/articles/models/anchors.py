"""The places in an essay that readers answer: claims, which its author marks, and passages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.articles.models.essays import Article

QUOTE_MAX = 1_000  # characters: some ten lines of an essay; who answers more answers the essay
CONTEXT = 32  # characters kept on each side of a quotation, to find it again after an edit


class Claim(models.Model):
    """A premise that the author marks in the body as `[C3: …]`. The number is the author's, so it
    stays the same claim however its words change."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="claims", db_index=False)
    number = models.PositiveSmallIntegerField()  # 3 of C3
    text = models.TextField()  # without markup; of a claim that is gone, as it stood last
    place = models.FloatField(default=0)  # where it begins: 0 the essay's start, 1 its end
    # The number of the first revision that no longer has it; None while it stands.
    gone_in = models.PositiveIntegerField(null=True, blank=True)
    # Where the tag in the margin and notes on the claim go: offsets into `article.html`.
    tag_at = models.PositiveIntegerField(default=0, editable=False)
    notes_at = models.PositiveIntegerField(default=0, editable=False)

    # Visible comments in threads that answer it; recomputed from their rows by comments.actions.
    for_count = models.PositiveIntegerField(default=0, editable=False)
    against_count = models.PositiveIntegerField(default=0, editable=False)
    neutral_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="claim_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @classmethod
    def standing_in(cls, article: Article) -> list["Claim"]:
        """Those the essay makes now. No query where its claims were fetched with it."""
        return [claim for claim in article.claims.all() if claim.gone_in is None]

    @property
    def name(self) -> str:
        """What pages call it."""
        return f"C{self.number}"

    @property
    def quoted(self) -> str:
        """Its words as a part of somebody's sentence, which has a full stop of its own."""
        return self.text.removesuffix(".")

    @property
    def fuller_side(self) -> int:
        """As an article's: the arguments of the side that has more, at least 1."""
        return max(self.for_count, self.against_count, 1)


class Passage(models.Model):
    """A stretch of an essay that comments answer, as it stood when they did.

    `quote`, `prefix` and `suffix` are of the essay's text (`forum.text.plain`) at `revision`, where
    the quotation began at `start`; they never change. The rest says where it stands now.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="passages", db_index=False)
    # The claim whose words these were, if a claim was answered and not any words.
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="passages")
    quote = models.TextField(_("passage"), max_length=QUOTE_MAX)
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    start = models.PositiveIntegerField()  # characters from the start of the text
    revision = models.PositiveIntegerField()
    # How well the quotation fitted elsewhere in that text, 0 to 1: if it fits no better later, it
    # may be that other place which is found (`forum.text.anchoring`).
    rival = models.FloatField(default=0, editable=False)

    # Found again after every edit; both None when it cannot be, which comments then say.
    found_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    found_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # [[from, to], …]: the pieces of `article.html` that show it, none of them holding a tag.
    spans = models.JSONField(default=list, editable=False)

    # As for a claim.
    for_count = models.PositiveIntegerField(default=0, editable=False)
    against_count = models.PositiveIntegerField(default=0, editable=False)
    neutral_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["article", "found_start"], name="passage_in_order"),
        ]

    def __str__(self) -> str:
        return self.quote[:60]

    @property
    def is_found(self) -> bool:
        """Does the essay still say it? Else its comments were made against an earlier version."""
        return self.found_start is not None
