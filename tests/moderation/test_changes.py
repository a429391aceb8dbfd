"""Acts from before changes were written down: the log says what they made of each comment."""

from importlib import import_module

from django.apps import apps

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.models import Change, Rule

REASON = "It answers the man and not the figure."
written = import_module("forum.moderation.migrations.0007_changes_of_the_log_so_far")


def test_the_changes_of_the_log_so_far_are_those_that_acts_make(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    for act in (decide.hide, decide.remove, decide.restore, decide.hide, decide.restore):
        act(moderator, comment, personal, REASON)
    made = list(Change.objects.order_by("entry").values_list("entry", "before", "after"))
    assert len(made) == 5
    Change.objects.all().delete()
    for _again in range(2):
        written.write_changes(apps, None)
    assert list(Change.objects.order_by("entry").values_list("entry", "before", "after")) == made
