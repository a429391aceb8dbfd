"""Close a debate or one of its threads to new arguments, or open it again. The essay's author may
do it to their own debate."""

from http import HTTPStatus

from django.db import transaction

from accounts.models import User
from forum.articles.actions.lock import set_lock
from forum.articles.models import Article
from forum.comments.actions.counting import lock_article
from forum.comments.actions.lock import set_lock as set_thread_lock
from forum.comments.models import Comment
from forum.moderation import powers, rules
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
    """Who locked the debate last, but for what was undone."""
    last = LogEntry.objects.filter(
        article=article, scope=Scope.DEBATE, act=Act.LOCK, undone_by=None
    )
    entry = last.select_related("moderator").first()
    return entry.moderator if entry else None


@transaction.atomic
def set_lock_on(article: Article, kind: Act, decision: Decision) -> LogEntry:
    """Raises Refused: 403 for who may not, 400 without a reason, 409 when it is so already."""
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    articles = Article.objects.select_for_update(no_key=True, of=("self",))
    current = articles.select_related("author").get(pk=article.pk)
    refuse_if(rules.may_lock(decision.moderator, current))
    ruled = powers.is_lock_ruled(kind, decision.moderator, current, decision.rule)
    refuse_if(ruled, HTTPStatus.BAD_REQUEST)
    refuse_if(rules.lock_fits(kind, current), HTTPStatus.CONFLICT)
    if kind == Act.UNLOCK:
        refuse_if(rules.may_unlock(decision.moderator, current, locked_by(current)))
    set_lock(current, kind == Act.LOCK)
    entry = record(kind, Scope.DEBATE, decision, article=current, member=current.author)
    state_reasons(current.author, entry)
    return entry


@transaction.atomic
def set_lock_on_thread(comment: Comment, kind: Act, decision: Decision) -> LogEntry:
    """The same for the thread that this comment stands in."""
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    refuse_if(powers.may_lock_thread(decision.moderator))
    article = lock_article(comment.article_id)
    ruled = powers.is_lock_ruled(kind, decision.moderator, article, decision.rule)
    refuse_if(ruled, HTTPStatus.BAD_REQUEST)
    comment.refresh_from_db(fields=["locked_at"])  # kept on every comment of the thread
    refuse_if(powers.thread_fits(kind, comment), HTTPStatus.CONFLICT)
    root = set_thread_lock(comment, kind == Act.LOCK)
    entry = record(kind, Scope.THREAD, decision, article=article, comment=root, member=root.author)
    state_reasons(root.author, entry)
    return entry
