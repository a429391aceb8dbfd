"""What the writing page shows beside the form: the preview, its advice, what is saved."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from forum.articles import labels
from forum.articles.annotate import numbered
from forum.articles.checks import Check, checks
from forum.articles.forms import EssayForm
from forum.articles.manuscript import Manuscript, in_progress
from forum.articles.models import ESSAY_MAX, Article, new_token
from forum.articles.pictures import rendered
from forum.text import reading
from forum.text.render import Essay


@dataclass(frozen=True)
class Preview:
    manuscript: Manuscript
    essay: Essay
    html: SafeString  # the essay's, with the numbers of its claims
    checks: list[Check]
    minutes: int
    too_long: bool


def preview_of(form: EssayForm) -> Preview:
    """What the essay would look like now, finished or not."""
    manuscript = _unfinished(form)
    too_long = len(manuscript.source) > ESSAY_MAX
    essay = Essay("") if too_long else rendered(manuscript.source)
    advice = [] if too_long else checks(manuscript, essay)
    shown = numbered(essay.html)
    return Preview(manuscript, essay, shown, advice, reading.minutes(essay.words), too_long)


def initial(article: Article) -> dict[str, object]:
    """The writing form's first values for an essay that exists."""
    manuscript = in_progress(article)
    fields = manuscript.as_json() | {"tags": ", ".join(manuscript.tags)}
    hidden = {"token": article.token, "edition": article.edition, "tab": new_token()}
    return fields | hidden


def _unfinished(form: EssayForm) -> Manuscript:
    """The form's words without a check: as they were sent, or as the page opened."""

    def text(name: str) -> str:
        value = form[name].value()
        return "" if value is None else str(value)

    return Manuscript(
        title=text("title").strip(),
        subtitle=text("subtitle").strip(),
        thesis=text("thesis").strip(),
        source=text("source").replace("\r\n", "\n"),
        tags=tuple(labels.distinct(text("tags").split(","))),
    )
