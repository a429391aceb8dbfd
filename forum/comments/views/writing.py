"""The form in which an argument is written: what surrounds it, and how it is shown again."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from accounts.sessions import is_htmx
from forum.articles.models import Article
from forum.comments.addressed import complete
from forum.comments.answering import Answering, answering_by
from forum.comments.forms import CommentForm
from forum.comments.models import Comment
from forum.comments.nodes import STEPS, Node, Reader, nest
from forum.comments.options import DebateOptions
from forum.comments.rendering import rendered
from forum.refusals import Nudged, Refused, TooFast
from forum.sql import is_key

QUOTED_MAX = 1_000  # characters of the parent that 'Quote' brings; more is seldom answered


@dataclass
class Writing:
    """An argument being written on an essay or, with a parent, a reply to it.

    `list_id` and `level` say where in the page a reply that is posted in place appears.
    """

    article: Article
    form: CommentForm
    parent: Node | None = None
    list_id: int = 0
    level: int = 1
    preview: str = ""
    refusal: str = ""
    nudge: str = ""  # why its author may want to think again
    wait: int = 0  # seconds until it can be posted
    options: DebateOptions = field(default_factory=DebateOptions)  # of the debate around it

    @property
    def action(self) -> str:
        return reverse("comments:post", args=[self.article.slug])

    @property
    def answering(self) -> Answering | None:
        """What of the essay it answers; a reply answers what its thread does."""
        return None if self.parent else answering_by(self.form, self.article)


def writing_of(
    request: HttpRequest, article: Article, parent: Comment | None, form: CommentForm
) -> Writing:
    options = options_of(request, article)
    if parent is None:
        return Writing(article, form, options=options)
    sent = request.POST or request.GET
    return Writing(
        article,
        form,
        options=options,
        parent=nest([parent], parent.depth - 1, Reader(request.user, article))[0],
        list_id=_small(sent, "list", default=parent.pk),
        level=min(_small(sent, "level", default=2), STEPS + 1),
    )


def show(request: HttpRequest, writing: Writing, status: int = 200) -> HttpResponse:
    """The form: in place for htmx, else on a page with what it answers."""
    parent = writing.parent.comment if writing.parent else None
    complete(writing.article, parent, parent.author if parent else None)
    context = {
        "writing": writing,
        "article": writing.article,
        "form": writing.form,
        "refusal": writing.refusal,
        "nudge": writing.nudge,
        "wait": writing.wait,
        "preview": writing.preview,
        "answering": writing.answering,
        "options": writing.options,
    }
    if is_htmx(request):
        piece = "comments/_replybox.html" if writing.parent else "comments/_composer.html"
        return render(request, piece, {**context, "in_place": True}, status=status)
    return render(request, "comments/compose.html", context, status=status)


def show_refused(request: HttpRequest, writing: Writing, refusal: Refused) -> HttpResponse:
    """The form as it was typed, with why it was not posted, or what to think of first."""
    if isinstance(refusal, Nudged):
        writing.nudge = refusal.sentence
    else:
        writing.refusal = refusal.sentence
        writing.wait = wait_of(refusal)
    return when_to_retry(show(request, writing, refusal.status), refusal)


def when_to_retry(response: HttpResponse, refusal: Refused) -> HttpResponse:
    """For programs, what the sentence tells people."""
    if wait := wait_of(refusal):
        response["Retry-After"] = str(wait)
    return response


def wait_of(refusal: Refused | None) -> int:
    """Seconds, 0 if waiting changes nothing."""
    return refusal.wait if isinstance(refusal, TooFast) else 0


def show_preview(request: HttpRequest, writing: Writing) -> HttpResponse:
    writing.form = writing.form.as_typed()
    writing.preview = rendered(writing.form.text[: writing.form.limit])
    return show(request, writing)


def lost(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """There is no page left to show the form on: give back what was typed."""
    piece = "comments/_lost.html" if is_htmx(request) else "comments/lost.html"
    context = {"sentence": sentence, "typed": request.POST.get("source", "")}
    return render(request, piece, context, status=status)


def quotation(source: str) -> str:
    """The comment as a quotation in Markdown, to answer under it."""
    text = source.strip()
    if len(text) > QUOTED_MAX:
        text = text[:QUOTED_MAX].rsplit(maxsplit=1)[0] + " …"
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n\n"


def options_of(request: HttpRequest, article: Article) -> DebateOptions:
    """Which claim or passage the page that the form stands in is about. One that is not there is
    none: an address is no reason to lose what was typed."""
    query = request.GET
    if is_htmx(request):
        query = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    try:
        return DebateOptions.from_query(query, article).only_part()
    except Http404:
        return DebateOptions()


def _small(sent: QueryDict, name: str, default: int) -> int:
    text = sent.get(name, "")
    return int(text) if is_key(text) else default
