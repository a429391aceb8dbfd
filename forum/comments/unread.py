"""What a reader has not read of a debate, in the order in which a page leads through it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from forum.comments import tree
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.nodes import Reader

LED_THROUGH = 500  # the newest unread comments; nobody goes through more one by one

type Key = tuple[int, str]  # of its thread, of itself


@dataclass(frozen=True)
class Unread:
    """Comments that came since the reader's last sitting, up to number `until`.

    `keys` and `ids` go side by side, in reading order: threads as they began, but for `threads`
    (a root's path → its turn), which come first, and depth-first within.
    """

    until: int
    keys: list[Key]
    ids: list[int]
    threads: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_cut(self) -> bool:
        return len(self) == LED_THROUGH

    def key(self, path: str) -> Key:
        """Where a comment stands in the reading order."""
        return _key(path, self.threads)

    def after(self, path: str) -> int | None:
        """The next unread comment after the one with this path, itself unread or not."""
        at = bisect_right(self.keys, self.key(path))
        return self.ids[at] if at < len(self) else None

    def before(self, path: str) -> int | None:
        at = bisect_left(self.keys, self.key(path))
        return self.ids[at - 1] if at else None


def unread_of(reader: Reader, until: int, *, first: bool) -> Unread:
    """One query. With `first` the threads with something unread come first, and among these the
    one with the newest."""
    news = list(_news(reader, until).values_list("number", "path", "pk")) if until else []
    roots = dict.fromkeys(tree.root_of(path) for _, path, _ in news) if first else {}
    threads = {root: turn for turn, root in enumerate(roots)}
    places = sorted((_key(path, threads), pk) for _, path, pk in news)
    return Unread(until, [key for key, _ in places], [pk for _, pk in places], threads)


def _news(reader: Reader, until: int) -> CommentQuerySet:
    """The newest first. What one said oneself is not news."""
    comments: CommentQuerySet = Comment.objects.visible().filter(article=reader.article)
    if reader.since is None:
        return comments.none()
    news = comments.filter(number__gt=reader.since, number__lte=until)
    return news.exclude(author=reader.viewer.pk).order_by("-number")[:LED_THROUGH]


def _key(path: str, threads: Mapping[str, int]) -> Key:
    return threads.get(tree.root_of(path), len(threads)), path
