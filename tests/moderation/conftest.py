"""What every test of moderation starts from: an argument that may be flagged, and the rules."""

from collections.abc import Callable

import pytest

from accounts.models import User
from forum import figures
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.appeal import appeal
from forum.moderation.models import Appeal, Rule, Statement
from tests.cast import make_comment


@pytest.fixture
def comment(member: User, article: Article) -> Comment:
    """Gregor's argument on Ines's essay."""
    return make_comment(member, article)


@pytest.fixture
def rule(db: None) -> Callable[[str], Rule]:
    """A rule by its slug."""
    return lambda slug: Rule.objects.get(slug=slug)


@pytest.fixture
def spam(rule: Callable[[str], Rule]) -> Rule:
    return rule("spam")


@pytest.fixture
def personal(rule: Callable[[str], Rule]) -> Rule:
    return rule("personal")


@pytest.fixture
def site_figures(settings: object) -> None:
    """The pauses and limits of a real site, which other tests do without."""
    settings.MODERATION = figures.MODERATION


@pytest.fixture
def told(comment: Comment, moderator: User, personal: Rule) -> Statement:
    """Gregor's argument was hidden, and he was told."""
    decide.hide(moderator, comment, personal, "The last sentence is about the writer.")
    return Statement.objects.get()


@pytest.fixture
def appealed(told: Statement, member: User) -> Appeal:
    """He appealed, and nobody has looked at it yet."""
    return appeal(member, told, "It quotes her own essay, and is about the figure in it.")
