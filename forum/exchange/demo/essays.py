"""The demo's essays: their authors upload the figures, publish, and revise with a note."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish
from forum.articles.actions.revise import revise
from forum.articles.actions.upload import save_upload
from forum.articles.manuscript import Manuscript
from forum.articles.models import Upload
from forum.exchange.demo import content
from forum.exchange.demo.content import Change, Essay
from forum.exchange.demo.stage import Event, Stage

FIGURE = re.compile(r'!\[([^\]]*)\]\(figures/([^\s)]+)(?:\s+"([^"]*)")?\)')
WRITTEN_BEFORE = timedelta(days=3)  # a draft is begun that long before it is published


def events(stage: Stage) -> Iterator[Event]:
    for essay in stage.essays.values():
        yield Event(stage.published_at(essay.slug), partial(_publish, stage, essay))
        for change in essay.revisions:
            at = stage.now - timedelta(days=change.days_ago)
            yield Event(at, partial(_revise, stage, essay, change, at))


def _publish(stage: Stage, essay: Essay) -> None:
    author, at = stage.members[essay.author], stage.published_at(essay.slug)
    cover = _upload(stage, essay, (essay.cover, essay.cover_alt, "")) if essay.cover else None
    source = FIGURE.sub(partial(_with_upload, stage, essay), essay.body)
    manuscript = Manuscript(
        title=essay.title,
        subtitle=essay.subtitle,
        thesis=essay.thesis,
        source=source,
        tags=tuple(essay.tags),
        series=essay.series,
        part=essay.part,
        cover=cover.pk if cover else None,
    )
    draft = save_draft(author, manuscript)
    article = publish(author, draft, at=at)
    stage.articles[essay.slug] = article
    stage.moments.set(article, created_at=at - WRITTEN_BEFORE, saved_at=at)


def _with_upload(stage: Stage, essay: Essay, figure: re.Match[str]) -> str:
    """The figure's Markdown with the address it has on this site."""
    alt, name, caption = figure.group(1), figure.group(2), figure.group(3) or ""
    upload = _upload(stage, essay, (name, alt, caption))
    return f'![{alt}]({upload.file.url} "{caption}")' if caption else f"![{alt}]({upload.file.url})"


def _upload(stage: Stage, essay: Essay, picture: tuple[str, str, str]) -> Upload:
    name, alt, caption = picture
    sent = SimpleUploadedFile(name, content.figure(name).read_bytes())
    upload = save_upload(stage.members[essay.author], sent, alt, caption)
    stage.moments.set(upload, created_at=stage.published_at(essay.slug) - WRITTEN_BEFORE)
    return upload


def _revise(stage: Stage, essay: Essay, change: Change, at: datetime) -> None:
    article = stage.articles[essay.slug]
    manuscript = Manuscript.of(article)
    revised = Manuscript(
        **manuscript.as_json()  # type: ignore[arg-type]
        | {"source": change.made_to(manuscript.source), "note": change.note}
    )
    article = revise(stage.members[essay.author], article, revised, at=at)
    stage.articles[essay.slug] = article
    stage.moments.set(article, saved_at=at)
