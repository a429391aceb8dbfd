"""What a writer writes: the parts of an essay before they are one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from forum.articles.models import Article


@dataclass(frozen=True)
class Manuscript:
    """Everything the writing page holds. `cover` is the id of an upload of the author's."""

    title: str = ""
    subtitle: str = ""
    thesis: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    series: str = ""
    part: int | None = None
    cover: int | None = None
    note: str = ""  # what changed; kept with the revision, not with the essay

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, fields: Mapping[str, object]) -> "Manuscript":
        known = {name: value for name, value in fields.items() if name in cls.__annotations__}
        return cls(**{**known, "tags": tuple(known.get("tags", ()))})  # type: ignore[arg-type]

    @classmethod
    def of(cls, article: Article) -> "Manuscript":
        """The essay as it stands, without changes that are not published yet."""
        return cls(
            title=article.title,
            subtitle=article.subtitle,
            thesis=article.thesis,
            source=article.source,
            tags=tuple(tag.name for tag in article.tags.all()),
            series=article.series.title if article.series else "",
            part=article.part,
            cover=article.cover_id,
        )


@dataclass(frozen=True)
class Basis:
    """What the writer had before them when they saved: the count of saves, and the browser tab.

    A save from another tab meanwhile is a conflict; one from the same tab is not, because a tab
    saves by itself while its writer presses a button.
    """

    edition: int
    tab: str = ""

    def is_stale_for(self, article: Article) -> bool:
        same_tab = bool(self.tab) and self.tab == article.saved_in
        return self.edition != article.edition and not same_tab


def has_copy(article: Article) -> bool:
    """Are there changes that are saved and not published?"""
    return getattr(article, "working_copy", None) is not None


def in_progress(article: Article) -> Manuscript:
    """What the writing page opens with: changes in waiting, or else the essay as it stands."""
    copy = getattr(article, "working_copy", None)
    return Manuscript.from_json(copy.fields) if copy else Manuscript.of(article)
