"""The essay's author concedes something to an argument, and takes it back."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.refusals import Refused
from forum.stances import rules
from forum.stances.actions.concede import amend, concede_claim, unconcede
from forum.stances.forms import THESIS, ConcessionForm
from forum.stances.models import Concession


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def concede(request: MemberRequest, pk: int) -> HttpResponse:
    """A claim, in part or wholly, or the thesis: with a note that will stand in the essay."""
    seen = Comment.objects.visible_to(request.user)
    comment = get_object_or_404(seen.select_related("article", "author", "passage"), pk=pk)
    if request.method == "POST":
        return _take(request, comment, ConcessionForm(comment.article, request.POST))
    refusal = rules.may_concede(request.user, comment)
    if refusal:
        return _page(request, comment, None, refusal, HTTPStatus.FORBIDDEN)
    if refusal := rules.is_shown(comment):
        return _page(request, comment, None, refusal, HTTPStatus.CONFLICT)
    return _page(request, comment, ConcessionForm(comment.article, initial=_initial(comment)))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first: the note goes for good."""
    readable = Concession.objects.filter(article__in=Article.objects.visible_to(request.user))
    concession = get_object_or_404(readable.select_related("article", "claim", "comment"), pk=pk)
    refusal = rules.may_unconcede(request.user, concession)
    if request.method == "POST" and not refusal:
        unconcede(request.user, concession)
        messages.success(request, _("Taken back."))
        return redirect(concession.article)
    context = {"concession": concession, "article": concession.article, "refusal": refusal}
    return render(request, "stances/unconcede.html", context, status=403 if refusal else 200)


def _initial(comment: Comment) -> dict[str, object]:
    """The claim that the comment's thread answers, if it does answer one."""
    passage = comment.passage
    claim = passage.claim if passage else None
    made = claim and claim.gone_in is None
    return {
        "what": str(claim.number) if claim and made else "",
        "extent": "part",
        "thesis": comment.article.thesis,
    }


def _take(request: MemberRequest, comment: Comment, form: ConcessionForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, comment, form, status=HTTPStatus.BAD_REQUEST)
    sent = form.cleaned_data
    try:
        if sent["what"] is None:
            conceded = amend(request.user, comment, sent["thesis"], sent["note"])
        else:
            is_whole = sent["extent"] == "whole"
            conceded = concede_claim(request.user, comment, sent["what"], is_whole, sent["note"])
    except Refused as refusal:
        return _page(request, comment, form, refusal.sentence, refusal.status)
    messages.success(request, _("Your note stands in the essay, with a link to the argument."))
    return redirect(f"{comment.article.get_absolute_url()}#{conceded.anchor}")


def _page(
    request: MemberRequest,
    comment: Comment,
    form: ConcessionForm | None,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "comment": comment,
        "article": comment.article,
        "form": form,
        "refusal": refusal,
        "thesis_value": THESIS,
    }
    return render(request, "stances/concede.html", context, status=status)
