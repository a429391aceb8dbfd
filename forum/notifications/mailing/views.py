"""What the links in a mail lead to. Each is signed, so none of them asks for a log-in."""

from http import HTTPStatus

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.notifications.mailing import links, stopping, wording
from forum.notifications.mailing.links import Scope
from forum.notifications.models import Notification


@never_cache
@require_safe
def open_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Go to what a notice is about. It is read then, if whose it is is logged in; everyone else is
    shown what visitors may see, as mail is often read where nobody is logged in."""
    try:
        notice = get_object_or_404(Notification, pk=links.opened(token))
    except BadSignature:
        return _broken(request)
    mine = reverse("notifications:open", args=[notice.pk])
    if request.user.pk == notice.recipient_id:
        return redirect(mine)
    if place := _public_place(notice):
        return redirect(place)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': mine})}")


def _public_place(notice: Notification) -> Comment | Article | None:
    comments = Comment.objects.visible_to(None).filter(pk=notice.comment_id or 0)
    if notice.statement_id or notice.comment_id:
        return None if notice.statement_id else comments.first()
    return Article.objects.visible_to(None).filter(pk=notice.article_id or 0).first()


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link of RFC 8058. Programs that check links fetch it, so a fetch changes nothing. What a
    program of mail posts bears no cookie, and two words that no form of ours has."""
    try:
        pk, scope = links.stopped(token)
        member = User.objects.get(pk=pk)
    except (BadSignature, User.DoesNotExist):
        return _broken(request)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return _stop(request, member, scope)
    return _asked(request, member, scope)


@csrf_protect
def _asked(request: HttpRequest, member: User, scope: Scope) -> HttpResponse:
    """A person at a page: first the button, then what it did."""
    if request.method == "POST":
        return _stop(request, member, scope)
    context = {
        "member": member,
        "what": wording.to_stop(scope),
        "is_stopped": stopping.is_stopped(member, scope),
    }
    return render(request, "notifications/mail/stop.html", context)


def _stop(request: HttpRequest, member: User, scope: Scope) -> HttpResponse:
    undo = stopping.stop(member, scope)
    context = {"member": member, "stopped": wording.stopped(scope), "undo": undo}
    return render(request, "notifications/mail/stopped.html", context)


@never_cache
@require_POST
def resubscribe(request: HttpRequest) -> HttpResponse:
    """Take back what the link of a mail did."""
    try:
        member = stopping.resume(request.POST.get("undo", ""))
    except (BadSignature, User.DoesNotExist):
        return _broken(request)
    return render(request, "notifications/mail/resumed.html", {"member": member})


def _broken(request: HttpRequest) -> HttpResponse:
    return render(request, "notifications/mail/broken.html", status=HTTPStatus.NOT_FOUND)
