"""Close an essay's debate to new arguments, or open it again. The essay's author may do it too."""

from http import HTTPStatus

from django.db import transaction

from accounts.models import User
from forum.articles.actions.lock import set_lock
from forum.articles.models import Article
from forum.moderation import rules
from forum.moderation.actions.record import Decision, record, state_reasons
from forum.moderation.models import Act, LogEntry, Rule, Scope
from forum.refusals import refuse_if


def lock(moderator: User, article: Article, rule: Rule | None, reason: str) -> LogEntry:
    """Take no more arguments; what is written stays."""
    return set_lock_on(article, Act.LOCK, Decision(moderator, rule, reason))


def unlock(moderator: User, article: Article, rule: Rule | None, reason: str) -> LogEntry:
    """Take arguments again."""
    return set_lock_on(article, Act.UNLOCK, Decision(moderator, rule, reason))


def locked_by(article: Article) -> User | None:
    """Who locked the debate last."""
    last = LogEntry.objects.filter(article=article, scope=Scope.DEBATE, act=Act.LOCK)
    entry = last.select_related("moderator").first()
    return entry.moderator if entry else None


@transaction.atomic
def set_lock_on(article: Article, kind: Act, decision: Decision) -> LogEntry:
    """Raises Refused: 403 for who may not, 400 without a reason, 409 when it is so already."""
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    articles = Article.objects.select_for_update(no_key=True, of=("self",))
    current = articles.select_related("author").get(pk=article.pk)
    refuse_if(rules.may_lock(decision.moderator, current))
    refuse_if(rules.lock_fits(kind, current), HTTPStatus.CONFLICT)
    if kind == Act.UNLOCK:
        refuse_if(rules.may_unlock(decision.moderator, current, locked_by(current)))
    set_lock(current, kind == Act.LOCK)
    entry = record(kind, Scope.DEBATE, decision, article=current, member=current.author)
    state_reasons(current.author, entry)
    return entry
