"""The people whom every test knows, and makers of what they write.

Ines writes essays, Gregor and Mei-Lin answer them, Wilma moderates and Nora keeps the site running.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish
from forum.articles.actions.revise import revise
from forum.articles.anchors import Quotation
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, Claim
from forum.comments.actions import rate as rating
from forum.comments.actions.post import Argument, post_comment
from forum.comments.models import Comment
from forum.stances.actions.delta import Moved
from forum.stances.actions.take import take_stance
from forum.stances.models import Delta

PASSWORD = "a long and quiet street"
THESIS = "Libraries should never fine a reader for bringing a book back late."
REASON = "I had never counted the readers who stay away because of what they owe."
ESSAY = "A fine teaches people to stay away.\n\n## What we saw\n\nReaders who owed money left."

ABOUT_TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")

_numbers = count(1)


def make_user(username: str, name: str = "", role: str = Role.MEMBER, **fields: object) -> User:
    """A member who has confirmed an e-mail address and logs in with `PASSWORD`."""
    user = User.objects.create_user(
        username, f"{username}@example.org", PASSWORD, name=name, role=role, **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_members(how_many: int, **fields: object) -> list[User]:
    return [make_user(f"member{next(_numbers)}", **fields) for _ in range(how_many)]


def make_article(author: User, *, published: bool = True, **words: Any) -> Article:
    """An essay of the author's, published unless told otherwise; `words` as in a Manuscript."""
    title = f"The fine that costs the library, {next(_numbers)}"
    manuscript = Manuscript(**({"title": title, "thesis": THESIS, "source": ESSAY} | words))
    draft = save_draft(author, manuscript)
    return publish(author, draft) if published else draft


def make_comment(
    author: User,
    article: Article,
    position: str = "for",
    parent: Comment | None = None,
    source: str = "We dropped fines in May, and by autumn the returns had not changed.",
) -> Comment:
    """An argument on the essay, or a reply to another one."""
    return post_comment(author, article, parent, Argument(position, source))


def make_anchored(
    author: User, article: Article, quotation: Quotation, position: str = "for"
) -> Comment:
    """An argument that answers some words of the essay, or one of its claims."""
    words = "That is not what our own count says."
    return post_comment(author, article, None, Argument(position, words, quotation=quotation))


def rate(reader: User, comment: Comment, strong: bool | None, stand: str) -> Comment:
    """The reader stands there."""
    return rating.rate(reader, comment, strong, lambda: stand)


def make_delta(reader: User, comment: Comment, reason: str = REASON) -> Delta:
    """A reader came in For and went Against, and says that this comment moved them."""
    take_stance(reader, comment.article, "for")
    take_stance(reader, comment.article, "against", Moved(comment, reason))
    return Delta.objects.get(giver=reader, comment=comment)


def make_claim(
    article: Article, number: int, text: str = "A debt is a poor first lesson."
) -> Claim:
    """Its author marks one more claim, in a paragraph at the essay's end."""
    rewrite(article, lambda source: f"{source}\n\n[C{number}: {text}]")
    return Claim.objects.get(article=article, number=number)


def rewrite(article: Article, change: Callable[[str], str]) -> Article:
    """Its author changes the text of the essay, as it is now, and publishes that."""
    now = Article.objects.get(pk=article.pk)
    manuscript = Manuscript.of(now)
    return revise(now.author, now, replace(manuscript, source=change(manuscript.source)))


def asked(act: Callable[[], object]) -> list[str]:
    """The statements of an act, but for those that begin and end transactions."""
    with CaptureQueriesContext(connection) as taken:
        act()
    statements = (each["sql"].strip() for each in taken.captured_queries)
    return [sql for sql in statements if not sql.startswith(ABOUT_TRANSACTIONS)]


def client_of(user: User) -> Client:
    """A browser without JavaScript in which this member is logged in."""
    client = Client()
    client.force_login(user)
    return client
