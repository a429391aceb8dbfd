"""`manage.py rebuild_html`: render every essay and comment anew, from the source as written."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from forum.articles.actions.rebuild import rebuild_html as rebuild_essays
from forum.comments.actions.rebuild import rebuild_html as rebuild_comments


class Command(BaseCommand):
    help = "Make the cached HTML of every essay and comment anew, in batches; says what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        self._tell("essays", rebuild_essays())
        self._tell("comments", rebuild_comments())

    def _tell(self, what: str, progress: Iterator[tuple[int, int]]) -> None:
        """Print each batch as it is written, and the sum at the end."""
        looked_at = changed = 0
        for looked_at, changed in progress:
            self.stdout.write(f"{what}: {looked_at} looked at, {changed} changed so far")
        self.stdout.write(f"{what}: {looked_at} in all, {changed} changed")
