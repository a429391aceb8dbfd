"""What every test of moderation starts from: an argument that may be flagged, and the rules."""

from collections.abc import Callable

import pytest

from accounts.models import User
from forum import figures
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models import Rule
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
def personal(rule: Callable[[str], Rule]) -> Rule:
    return rule("personal")


@pytest.fixture
def site_figures(settings: object) -> None:
    """The pauses and limits of a real site, which other tests do without."""
    settings.MODERATION = figures.MODERATION
