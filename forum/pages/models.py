"""Versions of what pages show, by which a kept page is known to hold or not."""

from django.db import models


class Version(models.Model):
    """What something that pages show was when it was changed last.

    `scope` names it: 'site' for what stands on every page (a member's name, a rule's wording),
    'article:12' for an essay with its debate. Whoever changes it draws another number in the same
    transaction (`versions.touch`), so a page that was made from the numbers as they are now shows
    what is there now. What has no row was never changed, which is number 0.
    """

    scope = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()
    # Times, in seconds since the epoch with a space between, at each of which the number is one
    # more by itself: then something ends that the pages tell of.
    turns = models.TextField(db_default="", default="")

    def __str__(self) -> str:
        return f"{self.scope} {self.number}"
