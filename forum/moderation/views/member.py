"""A member's page for moderators: their record, and acting on their account."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions.claim import claim_to_act
from forum.moderation.actions.record import Decision
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.forms import MemberActForm
from forum.moderation.models import Act
from forum.moderation.person import person_of
from forum.moderation.subject import Seen
from forum.moderation.views.finding import for_moderators, gone, moderator_of, number_in
from forum.moderation.views.showing import done
from forum.refusals import Refused


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Their record, and the form to act; `?about=` names the comment that led here."""
    member = User.objects.visible_to(request.user).filter(pk=pk).first()
    if request.method == "POST":
        return _decide(request, member) if member else gone(request)
    if member is None:
        raise Http404
    about = number_in(request.GET, "about", 0)
    return _page(request, member, MemberActForm(initial={"comment": about or None}))


def _decide(request: HttpRequest, member: User) -> HttpResponse:
    form = MemberActForm(request.POST)
    if not form.is_valid():
        return _page(request, member, form, HTTPStatus.BAD_REQUEST)
    try:
        _act(request, member, form)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _page(request, User.objects.get(pk=member.pk), form, no.status)
    messages.success(request, done(Act(form.cleaned_data["act"])))
    if request.POST.get("back") == "queue":
        return redirect("moderation:queue")
    return redirect(reverse("moderation:case_member", args=[member.pk]))


def _act(request: HttpRequest, member: User, form: MemberActForm) -> None:
    told = form.cleaned_data
    moderator = moderator_of(request)
    claim_to_act(moderator, member)
    decision = Decision(moderator, told["rule"], told["reason"], Seen.parse(told["seen"]))
    occasion = _occasion(request, member, told["comment"])
    act_on_member(Act(told["act"]), member, decision, form.until, occasion)


def _occasion(request: HttpRequest, member: User, pk: int | None) -> Comment | None:
    """The comment of theirs that led to the act. One that went away meanwhile is no occasion any
    more: Http404."""
    if not pk:
        return None
    rows = Comment.objects.visible_to(request.user).select_related("article")
    return get_object_or_404(rows, pk=pk, author=member)


def _page(
    request: HttpRequest, member: User, form: MemberActForm, status: int = 200
) -> HttpResponse:
    asked = form["comment"].value()
    pk = int(asked) if str(asked or "").isdecimal() else 0
    comments = Comment.objects.visible_to(request.user).select_related("article")
    context = {
        "person": person_of(member, moderator_of(request)),
        "form": form,
        "occasion": comments.filter(pk=pk, author=member).first() if pk else None,
    }
    return render(request, "moderation/member.html", context, status=status)
