"""A member goes: fourteen days pass, and the worker comes."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Departure, User
from forum.leaving import actions
from forum.worker import Worker

ERASING = {"task_path__contains": "forum.leaving"}


def go(member: User, *, keeps_texts: bool) -> None:
    """Ask to leave, and be erased, while whatever else waits goes on to wait: the mail server is
    down."""
    now = timezone.now()
    asked = actions.ask(member, keeps_texts)
    Departure.objects.filter(pk=asked.pk).update(due_at=now)
    DBTaskResult.objects.exclude(**ERASING).update(run_after=now + timedelta(days=1))
    DBTaskResult.objects.filter(**ERASING).update(run_after=now)
    work()
    assert not User.objects.filter(pk=member.pk).exists()


def work() -> None:
    Worker("here/worker-0").do_what_is_ready()
    later = DBTaskResult.objects.filter(status="READY", task_path__contains="sweep")
    later.update(run_after=timezone.now())
    Worker("here/worker-0").do_what_is_ready()


def work_off() -> None:
    """All that waits, as when the mail server is back."""
    DBTaskResult.objects.update(run_after=timezone.now())
    Worker("here/worker-0").do_what_is_ready()
