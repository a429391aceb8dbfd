"""Who moved and why: the flow of stances, the replies that moved most, the reasons for one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.articles.sources import of_essay
from forum.comments.models import Comment
from forum.comments.sources import of_comment
from forum.pages.sources import made_from
from forum.stances import flow as flows
from forum.stances import persuasion


@made_from(of_essay)
@require_safe
def flow(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an essay's readers came in, and where they stand now."""
    article = _article(request, slug)
    return render(request, "stances/flow.html", {"article": article, "flow": flows.of(article)})


@made_from(of_essay)
@require_safe
def moved_most(request: HttpRequest, slug: str) -> HttpResponse:
    """The replies of a debate that moved most readers, each with some of their reasons."""
    article = _article(request, slug)
    page = persuasion.most_moving(article, request.user, request.GET.get("page"))
    return render(request, "stances/moved_most.html", {"article": article, "page": page})


@require_safe
def moved_anywhere(request: HttpRequest) -> HttpResponse:
    """The replies that moved most readers, in all debates."""
    page = persuasion.most_moving_anywhere(request.user, request.GET.get("page"))
    return render(request, "stances/moved_anywhere.html", {"page": page})


@made_from(of_comment)
@require_safe
def moved_readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone who says that a comment moved them, and why."""
    seen = Comment.objects.visible().visible_to(request.user)
    comment = get_object_or_404(seen.select_related("author", "article"), pk=pk)
    page = persuasion.given_for(comment, request.user, request.GET.get("page"))
    context = {"comment": comment, "article": comment.article, "page": page}
    return render(request, "stances/moved_readers.html", context)


def _article(request: HttpRequest, slug: str) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
