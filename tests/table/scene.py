"""One debate in which everything that can hang on a comment hangs on it, in each of its states.

Gregor wrote two comments with a word that nobody else uses: a root that answers a claim, and the
strongest rebuttal of Mei-Lin's argument. Then both are held, hidden, removed or deleted, or Ines's
essay, whose words are as rare, goes.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Role
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import withdraw
from forum.articles.anchors import Quotation
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article
from forum.bookmarks.actions import keep
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.draft import Sheet, Typed, keep_draft
from forum.comments.actions.edit import edit_comment
from forum.comments.models import Comment
from forum.moderation.actions.appeal import appeal
from forum.moderation.actions.decide import hide, hold, remove
from forum.moderation.actions.flag import flag
from forum.moderation.models import Flag, LogEntry, Rule, Statement
from forum.notifications.actions import follow
from forum.stances.actions.concede import concede_claim
from tests import cast

ROLES = ("visitor", "reader", "its author", "essay's author", "moderator", "administrator")

# Words that stand in one text only. In lower case, for an address is made of a title.
ESSAY = "zephyrine"  # title, thesis, body, claim, tags of the essay
COPY = "halcyon"  # what its author has not published yet
COMMENT = "quagmire"  # Gregor's comments as they are
EARLIER = "bramble"  # and as they were before he changed them
NOTE = "tattletale"  # a flag's note
PLEA = "plaidoyer"  # the appeal of the comment's author, where there is something to appeal
REASON = "It is about the woman and not about her count."


@dataclass
class Scene:
    """`people` by role, None for the visitor. Without comments where the essay is a draft."""

    people: dict[str, User | None]
    article: Article
    comments: list[Comment]
    flag: Flag | None = None
    entry: LogEntry | None = None

    def person(self, role: str) -> User:
        person = self.people[role]
        assert person
        return person


def set_scene(state: str) -> Scene:
    """The debate, with its subject in this state: a key of `STATES`."""
    people = _people()
    author = people["essay's author"]
    assert author
    article = cast.make_article(author, published=state != "draft", **_words())
    scene = Scene(people, article, [])
    if state != "draft":
        _copy(scene)
        _debate(scene)
        STATES[state](scene)
        scene.entry = LogEntry.objects.order_by("id").last()
    article.refresh_from_db()
    return scene


def _people() -> dict[str, User | None]:
    return {
        "visitor": None,
        "reader": cast.make_user("mei", "Mei-Lin Achterberg"),
        "its author": cast.make_user("gregor", "Gregor Maas"),
        "essay's author": cast.make_user("ines", "Ines Okafor"),
        "moderator": cast.make_user("wilma", "Wilma Jansen", Role.MODERATOR),
        "administrator": cast.make_user("nora", "Nora Lindgren", Role.ADMINISTRATOR),
    }


def _words() -> dict[str, object]:
    return {
        "title": f"The {ESSAY} fine",
        "subtitle": f"Four {ESSAY} years",
        "thesis": f"No {ESSAY} library should fine its readers.",
        "source": f"[C1: A {ESSAY} debt.]\n\n## What {ESSAY} means\n\nA {ESSAY} word.",
        "tags": ("Libraries",),
        "series": "Things we share",
        "part": 1,
    }


def _copy(scene: Scene) -> None:
    """Its author works on a version that is not out."""
    author = scene.person("essay's author")
    words = Manuscript(**(_words() | {"source": f"A {COPY} word."}))  # type: ignore[arg-type]
    save_draft(author, words, scene.article)


def _debate(scene: Scene) -> None:
    author, reader = scene.person("essay's author"), scene.person("reader")
    gregor, article = scene.person("its author"), scene.article
    for person in (reader, author, scene.person("moderator")):
        follow(person, gregor)
    root = cast.make_anchored(gregor, article, Quotation(claim=1), "against")
    theirs = cast.make_comment(reader, article, "for")
    reply = cast.make_comment(gregor, article, "against", theirs, "Not so.")
    for comment in (root, reply):
        edit_comment(gregor, comment, "against", f"A {EARLIER} figure.")
        edit_comment(gregor, comment, "against", f"A {COMMENT} figure.")
        answer = cast.make_comment(reader, article, "for", comment, "By whom was it counted?")
        cast.make_comment(author, article, "against", answer, "By us, at the desk.")
        cast.make_comment(author, article, "neutral", comment, "Thank you for this.")
        cast.make_delta(reader, comment)
    cast.rate(reader, root, True, "for")
    keep(reader, article, root, "To answer tonight.")
    keep_draft(reader, Sheet(article, root.number, uuid.uuid4()), Typed("By whose count?"))
    concede_claim(author, root, article.claims.get(), False, "I had not counted them at all.")
    rule = Rule.objects.get(slug="personal")
    scene.flag = flag(cast.make_user("oskar", "Oskar Lind"), root, article, rule, NOTE)
    scene.comments = list(Comment.objects.filter(pk__in=[root.pk, reply.pk]).order_by("pk"))


def _each(act: Callable[..., object]) -> Callable[[Scene], None]:
    def change(scene: Scene) -> None:
        rule = Rule.objects.get(slug="personal")
        for comment in scene.comments:
            act(scene.person("moderator"), comment, rule, REASON)
        gregor = scene.person("its author")
        if act is hold:  # a moderator looks at it next, so there is nothing to appeal yet
            return
        appeal(gregor, Statement.objects.filter(member=gregor)[0], f"A {PLEA} of mine.")

    return change


def _delete(scene: Scene) -> None:
    for comment in scene.comments:
        delete_comment(scene.person("its author"), comment)


def _hide_essay(scene: Scene) -> None:
    rule = Rule.objects.get(slug="spam")
    hide(scene.person("moderator"), scene.article, rule, REASON)


def _withdraw(scene: Scene) -> None:
    withdraw(scene.person("essay's author"), scene.article)


STATES: dict[str, Callable[[Scene], None]] = {
    "visible": lambda scene: None,
    "held": _each(hold),
    "hidden": _each(hide),
    "removed": _each(remove),
    "deleted": _delete,
    "essay hidden": _hide_essay,
    "essay withdrawn": _withdraw,
    "draft": lambda scene: None,
}
