"""The worker takes a member out of the site: in which order, a batch at a time.

Each step is done anew from what is left, so whoever is killed in between goes on where it was. The
member's own row goes last, with the request to leave: as long as it is there, there is work to do.
"""

import logging
import time
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts import former
from accounts.models import Departure, User
from forum.articles.actions import forget as essays
from forum.comments.actions import forget as comments
from forum.leaving import essay, traces
from forum.moderation.actions import forget as records
from forum.pages import versions
from forum.stances.actions import forget as opinions
from forum.stepping import Step, is_done

log = logging.getLogger(__name__)

WORKS = 60  # seconds: then other tasks, mail above all, have their turn (the worker stops at 240)


@task
def erase(pk: int) -> None:
    """Erase who asked to leave, if the time has come and they did not come back."""
    asked = begin(pk)
    if asked is None:
        return
    with traces.overwritten():
        until = time.monotonic() + WORKS
        if all(is_done(step, until) for step in steps(asked)):
            finish(asked)
        else:
            erase.enqueue(pk)


def begin(pk: int) -> Departure | None:
    """From here on nobody comes back. None where there is nothing to do."""
    with transaction.atomic():
        asked = Departure.objects.filter(pk=pk, due_at__lte=timezone.now()).first()
        if asked is None:
            return None
        member = User.objects.select_for_update().get(pk=asked.member_id)
        # Again, with the lock: they may have come back while this waited for it.
        asked = Departure.objects.select_related("member").filter(pk=pk).first()
        if asked and asked.begun_at is None:
            asked.begun_at = timezone.now()
            asked.save(update_fields=["begun_at"])
            member.is_active = False
            member.set_unusable_password()
            member.save(update_fields=["is_active", "password"])
            versions.touch(versions.SITE)
    return asked


def steps(asked: Departure) -> list[Step]:
    """What others' numbers were counted from goes first, then the words, then every row that is
    left."""
    member = asked.member
    keeps = asked.keeps_texts
    return [
        partial(comments.forget_ratings, member),
        partial(opinions.disown_deltas if keeps else opinions.erase_deltas, member),
        partial(opinions.forget_stances, member),
        partial(records.forget_flags, member),
        partial(records.unname_in_notices, member),
        partial(records.forget_holds, member),
        partial(comments.disown_comments if keeps else comments.erase_comments, member),
        partial(essays.forget_pictures, member, keeps),
        partial(essay.forget_one, member, keeps),
        partial(essays.forget_series, member),
        partial(records.forget_statements, member),
        partial(records.forget_in_log, member),
        traces.unlink_mentions(member),
        partial(traces.forget_files, member),
        partial(traces.forget_notes, member),
        *traces.steps(member),
    ]


def finish(asked: Departure) -> None:
    """The last row, and with it the name, for nobody to take again."""
    number, joined = asked.member_id, asked.member.joined
    with transaction.atomic():
        former.keep(asked.member.username_key)
        asked.member.delete()
        traces.have_kept_pages_swept()
        versions.touch(versions.SHELF, versions.SITE)
    # For who puts a backup from before back: by this they know whom to erase again.
    log.info("Member %s, who joined at %s, was erased.", number, joined)
