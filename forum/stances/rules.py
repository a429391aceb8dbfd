"""Who may say where they stand. Each rule returns the refusal as a sentence, or ''."""

from django.utils.translation import gettext as _

from forum.articles.models import Article, ArticleState
from forum.articles.positions import Stand


def may_take_stance(person: object, article: Article) -> str:
    """Say where one stands. Others see it in totals only, so being silenced does not bar it."""
    if not getattr(person, "is_authenticated", False):
        return _("Log in to say where you stand.")
    if not getattr(person, "is_active", False):
        return _("This account is closed.")
    if article.state != ArticleState.PUBLISHED:
        return _("This essay is not published, so it takes no stances.")
    return ""


def is_stand(stand: str) -> str:
    return "" if stand in Stand.values else _("Choose one: For, Undecided or Against.")
