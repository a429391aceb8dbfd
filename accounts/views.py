"""Pages of members: the public profile, one's own settings, whom one mutes."""

from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts import actions, names, roles, rules
from accounts.forms import AvatarForm, NothingForm, ProfileForm, ThemeForm, WordsForm
from accounts.models import Mute, User
from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.articles.paging import older_than, page_of
from forum.comments.continuing import note_new
from forum.comments.models import Comment, CommentQuerySet
from forum.notifications.models import Watch
from forum.refusals import Refused
from forum.returning import page_to_return_to
from forum.stances.persuasion import moved_by

ARGUMENTS = 20  # on one page
MUTES = 50  # people on one page of those one mutes
MUTES_SHOWN = 5  # of them among the settings
LATEST = 5  # arguments under the essays: enough to see what somebody argues


@require_safe
def profile(request: HttpRequest, username: str) -> HttpResponse:
    """A member's public page: their published essays, newest first, and their latest arguments."""
    person = _person(request, username)
    if person.username != username:  # typed in other case
        return redirect(person, permanent=True)
    rows = Article.objects.visible_to(request.user).published().filter(author=person)
    page = page_of(rows.for_list().newest(), request.GET.get("page"))
    readers, reasons = moved_by(person, request.user)
    latest = list(_newest(_arguments(request, person))[:LATEST])
    note_new(request.user, [*page.items, *(comment.article for comment in latest)])
    context = {
        "page": page,
        "latest": latest,
        "moved": readers,
        "reasons": reasons,
    }
    return _show(request, person, "accounts/profile.html", context)


@require_safe
def arguments(request: HttpRequest, username: str) -> HttpResponse:
    """A member's public page with what they argued and on which side, newest first."""
    person = _person(request, username)
    wanted = request.GET.get("before", "")
    # By the index of an author's comments, so the last page costs what the first does.
    comments, before = older_than(wanted, _newest(_arguments(request, person)), ARGUMENTS)
    note_new(request.user, [comment.article for comment in comments])
    context: dict[str, object] = {"comments": comments, "before": before}
    context["is_first"] = not wanted
    return _show(request, person, "accounts/arguments.html", context)


def _arguments(request: HttpRequest, person: User) -> CommentQuerySet:
    return Comment.objects.visible_to(request.user).filter(author=person)


def _newest(rows: CommentQuerySet) -> CommentQuerySet:
    return rows.select_related("article", "parent__author", "passage__claim").order_by("-id")


def _person(request: HttpRequest, username: str) -> User:
    """Blind to case: the username's key allows no two that differ in case only. It is how the
    database finds them; a name that only looks like somebody's is nobody's."""
    found = User.objects.visible_to(request.user).filter(username_key=names.key(username)).first()
    if found is None or found.username.casefold() != names.normal(username).casefold():
        raise Http404
    return found


def _show(
    request: HttpRequest, person: User, template: str, context: dict[str, object]
) -> HttpResponse:
    following = Watch.objects.following(request.user, person)
    context |= {"person": person, "office": roles.title(person), "following": following}
    return render(request, template, context)


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """One page for all that is one's own to set; each section of it is saved by itself."""
    if request.method != "POST":
        return _settings_page(request, {})
    name = request.POST.get("section", "profile")
    section = SECTIONS.get(name)
    if section is None:
        raise Http404
    # A copy: the page around a refused form still shows the member as saved.
    stored = User.objects.get(pk=request.user.pk)
    form = section.form(request.POST, request.FILES, instance=stored)
    status = HTTPStatus.BAD_REQUEST
    if form.is_valid():
        try:
            section.save(request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(section.says_no_at, refusal.sentence)
            status = HTTPStatus(refusal.status)
        else:
            return redirect(f"{request.path}?saved={section.place}#{section.place}")
    return _settings_page(request, {section.place: form}, status)


class Section(NamedTuple):
    """A form of the settings, where it stands on the page, and which act it calls. What the act
    refuses is said beside the field `says_no_at`, or above the form."""

    place: str
    form: type[ModelForm]
    save: Callable[..., None]
    says_no_at: str | None = None


SECTIONS = {
    "profile": Section("profile", ProfileForm, actions.edit_profile),
    "picture": Section("picture", AvatarForm, actions.set_avatar, "file"),
    "no-picture": Section("picture", NothingForm, actions.remove_avatar),
    "look": Section("look", ThemeForm, actions.set_theme),
    "words": Section("words", WordsForm, actions.set_words),
}


def _settings_page(
    request: MemberRequest, sent: dict[str, ModelForm], status: int = HTTPStatus.OK
) -> HttpResponse:
    """`sent` is the form that came back, by its place; the others show what is stored."""
    stored = User.objects.get(pk=request.user.pk) if sent else request.user
    kinds = {each.place: each.form for each in SECTIONS.values() if each.form is not NothingForm}
    forms = {place: form(instance=stored) for place, form in kinds.items()} | sent
    context = {
        "forms": forms,
        "saved": request.GET.get("saved", ""),
        "now": timezone.now(),
        "mutes": Mute.objects.of(request.user)[:MUTES_SHOWN],
    }
    return render(request, "accounts/settings.html", context, status=status)


@never_cache
@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """The session's present form token, for a form that came back after a new log-in."""
    return JsonResponse({"token": get_token(request)})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: MemberRequest, username: str) -> HttpResponse:
    """Say what muting somebody does, then do it. In place, the page is fetched anew: what it shows
    of them may stand anywhere on it."""
    person = get_object_or_404(User.objects.visible_to(request.user), username=username)
    refusal = rules.may_mute(request.user, person)
    if request.method != "POST" or refusal:
        return _mute_page(request, person, refusal)
    try:
        actions.mute(request.user, person)
    except Refused as no:
        return _mute_page(request, person, no.sentence, no.status)
    messages.success(request, _("You muted %(name)s.") % {"name": person})
    return HttpResponseClientRefresh() if request.htmx else _back(request, person)


@member_required
@require_POST
def unmute(request: MemberRequest, username: str) -> HttpResponse:
    person = get_object_or_404(User, username=username)  # also one who has left meanwhile
    actions.unmute(request.user, person)
    messages.success(request, _("You no longer mute %(name)s.") % {"name": person})
    return _back(request, person)


@member_required
@require_safe
def muted(request: MemberRequest) -> HttpResponse:
    """Whom one mutes, the last first, with the way to unmute each."""
    wanted = request.GET.get("before", "")
    mutes, before = older_than(wanted, Mute.objects.of(request.user), MUTES)
    context = {"mutes": mutes, "before": before, "is_first": not wanted}
    return render(request, "accounts/muted.html", context)


def _mute_page(
    request: MemberRequest, person: User, refusal: str, status: int = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    page = "accounts/_mute.html" if request.htmx else "accounts/mute.html"
    context = {"person": person, "refusal": refusal, "next": _came_from(request)}
    return render(request, page, context, status=status if refusal else HTTPStatus.OK)


def _came_from(request: HttpRequest) -> str:
    """The page with the link that led here, to go back to it."""
    return request.POST.get("next", "") or request.headers.get("Referer", "")


def _back(request: HttpRequest, person: User) -> HttpResponse:
    """To the page the form names, if it is ours."""
    back = page_to_return_to(request, _came_from(request))
    return redirect(back if back and "/mute/" not in back else person)
