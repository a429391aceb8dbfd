"""The site's numbered rules, and every wording they ever had."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Harm(models.IntegerChoices):
    """How soon somebody has to look when this rule is said to be broken (see cases.py)."""

    SLIGHT = 1, _("Slight: it makes a debate worse to read")
    SERIOUS = 2, _("Serious: it hurts somebody")
    GRAVE = 3, _("Grave: somebody may be in danger")


class Rule(models.Model):
    """A rule as it stands now. Edited only through `actions.rulebook`, which keeps each wording."""

    number = models.PositiveSmallIntegerField(unique=True)
    slug = models.SlugField(max_length=20, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField()
    harm = models.PositiveSmallIntegerField(choices=Harm, default=Harm.SLIGHT)
    version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('moderation:rules')}#{self.slug}"


class RuleVersion(models.Model):
    """One wording of a rule, the present one too: what an act named stays as it was read then."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="versions", db_index=False)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField()
    since = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="rule_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"
