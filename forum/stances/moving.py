"""'Has it moved you?': what the form after a debate shows one reader. On the essay's page it is the
choice alone; the reply that moved them, and why, are asked for when the reader opens that."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.rules import may_post
from forum.articles.models import Article
from forum.articles.positions import Stand
from forum.comments.models import Comment
from forum.stances import rules
from forum.stances.forms import MovedForm
from forum.stances.models import Delta, Stance
from forum.stances.naming import Reply, replies_of

SHOWN = 5  # of one's own deltas


@dataclass
class Moving:
    """The reader's stance and the form: whole, or the choice alone. `fixed` is the reply on the
    page about one."""

    article: Article
    viewer: Any
    form: MovedForm
    stance: Stance | None = None
    is_whole: bool = False
    replies: list[Reply] = field(default_factory=list)
    given: list[Delta] = field(default_factory=list)
    fixed: Comment | None = None
    refusal: str = ""  # of what was sent
    is_saved: bool = False

    @property
    def closed(self) -> str:
        """Why the reader cannot say where they stand, or ''."""
        return rules.may_take_stance(self.viewer, self.article)

    @property
    def unnamed(self) -> str:
        """Why the reader cannot name a reply, or ''."""
        return may_post(self.viewer)

    @property
    def barred(self) -> str:
        """Why the reader cannot name the reply that the page is about, or ''."""
        if self.fixed is None:
            return ""
        return rules.may_be_moved(self.viewer, self.fixed)

    @property
    def question(self) -> str:
        """What the choice is called."""
        if self.stance is None:
            return _("Where do you stand?")
        first, now = (Stand(stand).label for stand in (self.stance.first, self.stance.now))
        if first == now:
            return _("You came in {first}. And now?").format(first=first)
        return _("You came in {first} and last stood {now}. And now?").format(first=first, now=now)

    @property
    def choices(self) -> list[tuple[str, str, str, bool]]:
        """Value, mark, word, and whether it is chosen."""
        kept = self.stance.now if self.stance else ""
        chosen = str(self.form["stance"].value() or kept)
        return [(s.value, s.mark, str(s.label), s.value == chosen) for s in Stand]

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Id, words, and whether it is chosen, of each reply to choose from."""
        named = self.form.named
        return [(str(c.pk), c.words, str(c.pk) == named) for c in self.replies]


def for_reader(article: Article, viewer: Any) -> Moving:
    """The choice for this viewer. One query; none for visitors."""
    moving = Moving(article, viewer, MovedForm())
    if not moving.closed:
        moving.stance = Stance.objects.filter(article=article, reader=viewer).first()
    return moving


def whole(article: Article, viewer: Any, form: MovedForm) -> Moving:
    """The whole form. Two queries more."""
    moving = for_reader(article, viewer)
    moving.form, moving.is_whole = form, True
    if moving.stance:
        moving.replies = replies_of(viewer.pk, article.pk, form.named)
        own = Delta.objects.visible_to(viewer).filter(giver=viewer, comment__article=article)
        moving.given = list(own.select_related("comment__author").order_by("-id")[:SHOWN])
    return moving


def about(comment: Comment, viewer: Any, form: MovedForm | None = None) -> Moving:
    """The same for one reply, on its own page."""
    moving = Moving(comment.article, viewer, form or MovedForm(), fixed=comment)
    moving.stance = Stance.objects.filter(article=comment.article, reader=viewer).first()
    own = Delta.objects.visible_to(viewer).filter(giver=viewer, comment=comment)
    moving.given = list(own.select_related("comment__author"))
    return moving
