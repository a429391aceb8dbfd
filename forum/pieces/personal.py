"""What a member sees in the holes of an essay's page: `shells.py` says whose page has them.

As in `hands.py`, whatever depends on few facts is made once in a process, by the templates that
pages use, with stand-ins for what differs each time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import uuid4

from django.contrib.messages import get_messages
from django.template.loader import render_to_string

from accounts.models import User
from forum.articles.models import Article
from forum.comments.answering import Answering, answering_by
from forum.comments.debate import count_new
from forum.comments.drafting import draft_for, form_of
from forum.comments.forms import CommentForm
from forum.comments.models import CommentDraft
from forum.comments.options import DebateOptions
from forum.notifications.models import Notification
from forum.pieces.hands import CSRF, Hand
from forum.pieces.keeping import kept
from forum.stances import moving
from forum.stances.forms import MovedForm
from forum.stances.models import Stance
from forum.stances.panel import Panel

# They stand in for a form's one-time mark, and for the window's.
TOKEN, TAB = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
HEADERS = f""" hx-headers='{{"X-CSRFToken": "{CSRF}"}}'"""  # as in base.html
MEMBER = SimpleNamespace(is_authenticated=True)


@dataclass
class MemberPage(Hand):
    """Fills the holes of the page for a member, who is shown the comments that visitors are."""

    def content(self, name: str, facts: list[str], inside: str) -> str:
        if name == "comment":
            return self.comment(facts, inside)
        fill: Callable[[list[str], str], str] = getattr(self, f"fill_{name}")
        return fill(facts, inside).replace(CSRF, self.token)

    def fill_theme(self, facts: list[str], inside: str) -> str:
        theme = self.reader.viewer.theme
        return f' data-theme="{theme}"' if theme else inside

    def fill_shades(self, facts: list[str], inside: str) -> str:
        theme = self.reader.viewer.theme
        return shades(theme) if theme else inside

    def fill_headers(self, facts: list[str], inside: str) -> str:
        return HEADERS

    def fill_masthead(self, facts: list[str], inside: str) -> str:
        viewer = self.reader.viewer
        unread = Notification.objects.count_unread(viewer) if self.own.is_told else 0
        return masthead(viewer.pk, viewer.username, viewer.name, viewer.avatar, unread)

    def fill_messages(self, facts: list[str], inside: str) -> str:
        said = list(get_messages(self.request))
        return render_to_string("_messages.html", {"messages": said}) if said else inside

    def fill_follow(self, facts: list[str], inside: str) -> str:
        author = self.reader.article.author
        if author is None:
            return inside
        request, follows = self.request, self.own.follows
        return follow(author.pk, author.username, author.name, follows, request.get_full_path())

    def fill_resume(self, facts: list[str], inside: str) -> str:
        article = Article(slug=self._slug)
        return _filled("bookmarks/_resume.html", article=article, place=self.own.place)

    def fill_stand(self, facts: list[str], inside: str) -> str:
        return stand(self._slug, self.own.stands)

    def fill_news(self, facts: list[str], inside: str) -> str:
        reader = self.reader
        came = reader.since is not None and reader.since < reader.article.last_number
        new_count = count_new(reader) if came else 0
        if not new_count:
            return inside
        debate = SimpleNamespace(new_count=new_count, first_new=self._first_new)
        context = {"debate": debate, "article": reader.article}
        return render_to_string("comments/_news.html", context)

    def fill_since(self, facts: list[str], inside: str) -> str:
        since = self.reader.since
        return inside if since is None else f"&amp;since={since}"

    def fill_leave(self, facts: list[str], inside: str) -> str:
        own = self.own
        return leave(self._slug, own.has_left if own.takes_part else None, own.watches)

    def fill_write(self, facts: list[str], inside: str) -> str:
        if self.own.has_draft and (draft := self._draft):
            form = form_of(draft)
            answering = answering_by(form, self.reader.article)
            return written(self._slug, self.closed, form, answering)
        ready = write(self._slug, self.closed)
        return ready.replace(TOKEN, str(uuid4())).replace(TAB, str(uuid4()))

    def fill_answer_this(self, facts: list[str], inside: str) -> str:
        return answer_this(self._slug, self.closed)

    def fill_moved(self, facts: list[str], inside: str) -> str:
        own = self.own
        return moved(self._slug, own.stood_first, own.stands) if own.stands else no_stance()

    @property
    def _draft(self) -> CommentDraft | None:
        return draft_for(self.reader.viewer, self.reader.article, 0)

    @property
    def _slug(self) -> str:
        return self.reader.article.slug

    @property
    def _first_new(self) -> object | None:
        """The first comment of the page that is new to the reader."""
        return next((row for row in self.rows.values() if self.is_new(row)), None)


def _filled(template: str, **context: object) -> str:
    return render_to_string(template, {"user": MEMBER, "csrf_token": CSRF, **context})


@kept
def shades(theme: str) -> str:
    return _filled("_shades.html", user=User(theme=theme))


@kept
def masthead(pk: int, username: str, name: str, avatar: str, unread: int) -> str:
    user = User(pk=pk, username=username, name=name, avatar=avatar)
    return _filled("_masthead.html", user=user, unread_notices=unread)


@kept
def follow(pk: int, username: str, name: str, following: bool, path: str) -> str:
    person = User(pk=pk, username=username, name=name)
    request = SimpleNamespace(get_full_path=path)
    context = {"person": person, "following": following, "request": request}
    return _filled("notifications/_follow.html", **context)


@kept
def stand(slug: str, now: str) -> str:
    return _filled(
        "stances/_stand.html",
        article=Article(slug=slug),
        stance_panel=Panel(Article(slug=slug), now),
    )


@kept
def leave(slug: str, left: bool | None, watching: bool) -> str:
    context = {"article": Article(slug=slug), "left": left, "watching": watching}
    return _filled("notifications/_leave.html", **context)


@kept
def write(slug: str, refusal: str) -> str:
    return written(
        slug, refusal, CommentForm(initial={"position": None, "token": TOKEN, "tab": TAB})
    )


def written(slug: str, refusal: str, form: CommentForm, answering: Answering | None = None) -> str:
    context = {"article": Article(slug=slug), "refusal": refusal, "in_place": True}
    context |= {"form": form, "answering": answering, "options": DebateOptions()}
    return _filled("comments/_write.html", **context)


@kept
def answer_this(slug: str, refusal: str) -> str:
    debate = SimpleNamespace(refusal=refusal, closed=refusal)
    return _filled("comments/_answer_this.html", debate=debate, article=Article(slug=slug))


@kept
def moved(slug: str, first: str, now: str) -> str:
    """The choice, of somebody who may name replies."""
    essay = Article(slug=slug)
    choice = moving.Moving(essay, User(), MovedForm(), Stance(first=first, now=now))
    return _filled("stances/_moved_say.html", moving=choice, article=essay)


@kept
def no_stance() -> str:
    return _filled("stances/_moved_say.html")
