"""Turns a reading into an article of its author's, through the articles' own actions."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles import labels
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish
from forum.articles.manuscript import Manuscript
from forum.articles.models import (
    ESSAY_MAX,
    SUBTITLE_MAX,
    TAG_MAX,
    TAGS_MAX,
    THESIS_MAX,
    TITLE_MAX,
    Article,
)
from forum.exchange.readers.reading import Reading, Unreadable


@dataclass(frozen=True)
class Imported:
    article: Article
    is_new: bool
    remarks: tuple[str, ...]  # what was changed, left out, or is still missing, a phrase each


def import_reading(author: User, reading: Reading, to_publish: bool = False) -> Imported:
    """Save the reading as a draft, and publish it if it is asked for and complete.

    The same text under the same title is there only once for each author. Raises Unreadable for a
    text longer than an essay may be, Refused for an author who may not write.
    """
    if len(reading.source) > ESSAY_MAX:
        raise Unreadable(
            _("longer than an essay may be: %(length)s of at most %(limit)s characters")
            % {"length": f"{len(reading.source):,}", "limit": f"{ESSAY_MAX:,}"}
        )
    manuscript, remarks = _fitted(reading)
    if there := _already_there(author, manuscript):
        return Imported(there, is_new=False, remarks=())
    article = save_draft(author, manuscript)
    if not to_publish:
        remarks += _lost_date(reading)
    elif refusal := _why_draft(reading, manuscript):
        remarks += [refusal, *_lost_date(reading)]
    else:
        article = publish(author, article, at=reading.date)
    return Imported(article, is_new=True, remarks=(*reading.left_out, *remarks))


def _already_there(author: User, manuscript: Manuscript) -> Article | None:
    same = Article.objects.filter(author=author, title=manuscript.title, source=manuscript.source)
    return same.order_by("pk").first()


def _lost_date(reading: Reading) -> list[str]:
    """Drafts have no date of publishing to keep it in."""
    if reading.date is None:
        return []
    return [_("its date, %s, is kept only by what is published") % reading.date.date()]


def _why_draft(reading: Reading, manuscript: Manuscript) -> str:
    if reading.is_draft:
        return _("kept as a draft: it is one where it comes from")
    if not manuscript.thesis:
        return _("kept as a draft: no essay is published without a thesis")
    if reading.date and reading.date > timezone.now():
        return _("kept as a draft: its date lies in the future")
    return ""


def _fitted(reading: Reading) -> tuple[Manuscript, list[str]]:
    """The reading within our limits, and what had to give for it."""
    remarks: list[str] = []
    thesis = reading.thesis
    if len(thesis) > THESIS_MAX:
        remarks.append(_("a thesis of more than %d characters, left out") % THESIS_MAX)
        thesis = ""
    names = labels.distinct([name.strip("#").strip() for name in reading.tags])
    kept = [name for name in names if len(name) <= TAG_MAX][:TAGS_MAX]
    if dropped := [name for name in names if name not in kept]:
        remarks.append(_("tags left out: %s") % ", ".join(dropped))
    title = _shortened(reading.title, TITLE_MAX, _("the title was shortened"), remarks)
    subtitle = _shortened(reading.subtitle, SUBTITLE_MAX, _("the subtitle was shortened"), remarks)
    manuscript = Manuscript(title=title, subtitle=subtitle, thesis=thesis, source=reading.source)
    return replace(manuscript, tags=tuple(kept)), remarks


def _shortened(text: str, limit: int, remark: str, remarks: list[str]) -> str:
    """At most `limit` characters, cut between words."""
    if len(text) <= limit:
        return text
    remarks.append(remark)
    cut = Truncator(text).chars(limit, truncate="")
    return cut.rsplit(" ", 1)[0].rstrip(" ,;:") + "…" if " " in cut else cut[: limit - 1] + "…"
