"""What was done to the member who looks, and the statement of reasons for each act."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation import mine, reasons
from forum.moderation.models import Statement
from forum.moderation.views.finding import number_in


@member_required
@require_safe
def everything(request: MemberRequest) -> HttpResponse:
    """What holds, what waits, and every decision, newest first. The suspended read it too."""
    found = mine.of(request.user, number_in(request.GET, "before", 0))
    return render(request, "moderation/mine.html", {"mine": found})


@member_required
@require_safe
def statement(request: MemberRequest, pk: int) -> HttpResponse:
    return statement_page(request, find_statement(request, pk))


def find_statement(request: HttpRequest, pk: int) -> Statement:
    """One's own, or anyone's for moderators; for others it is not there."""
    rows = Statement.objects.visible_to(request.user).select_related(
        *mine.ENTRY, "member", "comment__parent", "article", "appeal__decision__moderator"
    )
    return get_object_or_404(rows, pk=pk)


def statement_page(request: HttpRequest, found: Statement) -> HttpResponse:
    told = reasons.of(found)
    context = {
        "reasons": told,
        "is_own": found.member == request.user,
        "place": place_of(found, request.user),
    }
    return render(request, "moderation/statement.html", context)


def place_of(statement: Statement, reader: object) -> Comment | Article | None:
    """Where the text is, as far as it has a page for this reader: a statement outlives it."""
    articles = Article.objects.visible_to(reader)
    comments = Comment.objects.listed(reader).filter(article__in=articles)
    return (
        comments.filter(pk=statement.comment_id or 0).first()
        or articles.filter(pk=statement.article_id or 0).first()
    )
