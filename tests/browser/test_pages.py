"""Every page of the site: nothing that axe finds, light and dark, and no wider than its window.

The pages that are steps of logging in are looked at in `test_entrance.py`.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from forum.comments.models import CommentDraft
from forum.notifications.mailing.links import Scope, to_stop
from tests.browser import test_entrance
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws
from tests.browser.scene import Scene, set_scene

# Addresses without a page of their own: they take a form or a fetch, redirect, or answer a file.
NO_PAGES = {
    "accounts:token",
    "articles:preview",
    "articles:publish",
    "articles:upload",
    "bookmarks:place",
    "bookmarks:remove",
    "cards:card",
    *(f"comments:{name}" for name in ("arrived", "latest", "news")),
    *(f"comments:{name}" for name in ("discard_draft", "keep", "post", "rate")),
    "exchange:download",
    *(f"feeds:{feed}" for feed in ("author", "debate", "site", "tag")),
    "leaving:come_back",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_signup_webauthn",
    "accounts:unmute",
    "moderation:leave_case",
    "moderation:log_csv",
    "moderation:log_head",
    "moderation:log_json",
    "moderation:unflag",
    *(f"notifications:{act}" for act in ("follow", "unfollow", "watch", "unwatch", "end_watch")),
    *(f"notifications:{act}" for act in ("leave", "rejoin", "mark_read", "mark_all_read")),
    *(f"notifications:{act}" for act in ("open", "mailed", "resubscribe")),
    "picture",
    *(f"sitemap:{name}" for name in ("index", "part", "robots", "site")),
    "stances:answer",
    "stances:claims",
    "stances:move",
    "stances:take",
    "stances:take_back",
    "socialaccount_signup",  # only on the way back from a provider
}

type Address = tuple[str, list[object]]  # the name of an address and its arguments


def for_visitors(scene: Scene) -> Iterator[Address]:
    slug = scene.article.slug
    for name in ("home", "outbox", "articles:tags", "moderation:log", "moderation:rules"):
        yield name, []
    yield "articles:read", [slug]
    yield "articles:tag", [scene.article.tags.get(slug="libraries").slug]
    yield "articles:series", [scene.series.slug]
    yield "articles:history", [slug]
    yield "articles:changes", [slug]
    yield "comments:arguments", [slug, "against"]
    yield "comments:clash", [slug]
    yield "comments:map", [slug]
    yield "comments:permalink", [scene.comment.pk]
    yield "comments:thread", [scene.comment.pk]
    yield "comments:thread_view", [slug]
    yield "comments:history", [scene.edited.pk]
    yield "comments:why", [scene.comment.pk]
    for name in ("search:search", "articles:authors", "articles:all_series"):
        yield name, []
    for name in ("contested", "changed", "moved_anywhere"):
        yield f"stances:{name}", []
    yield "notifications:unsubscribe", [_of_mail(scene.member)]
    yield "stances:flow", [slug]
    yield "stances:moved_most", [slug]
    yield "stances:moved_readers", [scene.mover.pk]
    yield "moderation:numbers", []
    yield "moderation:log_entry", [scene.log_entry.number]
    yield "accounts:profile", [scene.author.username]
    yield "accounts:arguments", [scene.member.username]


def for_entrants(scene: Scene) -> Iterator[Address]:
    """The pages of accounts before one is logged in."""
    for name in (
        "account_login",
        "account_signup",
        "account_signup_by_passkey",
        "account_request_login_code",
        "account_reset_password",
        "account_password_reset_completed",
        "account_inactive",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    ):
        yield name, []


def for_the_member(scene: Scene) -> Iterator[Address]:
    """What a reader who takes part sees; the reading page has the most on it."""
    yield "home", []
    yield "articles:read", [scene.article.slug]
    yield "articles:new", []
    yield "articles:mine", []
    yield "search:search", []
    yield "accounts:profile", [scene.author.username]
    yield "comments:quote", [scene.article.slug]
    yield "comments:thread_view", [scene.article.slug]
    yield "comments:reply", [scene.comment.pk]
    yield "comments:more", [scene.comment.pk]
    yield "comments:edit", [scene.edited.pk]
    yield "comments:delete", [scene.edited.pk]
    yield "stances:delta", [scene.comment.pk]
    yield "moderation:mine", []
    yield "moderation:statement", [scene.statement.pk]
    yield "moderation:appeal", [scene.statement.pk]
    yield "moderation:flag_comment", [scene.comment.pk]
    yield "moderation:flag_article", [scene.article.pk]
    yield "moderation:flag_member", [scene.author.pk]
    yield from _of_their_own(scene)


def _of_their_own(scene: Scene) -> Iterator[Address]:
    """What a member keeps, sets and is told."""
    for name in ("inbox", "preferences", "watches"):
        yield f"notifications:{name}", []
    yield "comments:drafts", []
    yield "comments:draft", [_draft_of(scene).pk]
    yield "leaving:leave", []
    yield "accounts:settings", []
    yield "accounts:mute", [scene.author.username]
    yield "accounts:muted", []
    yield "bookmarks:mine", []
    yield "bookmarks:article", [scene.article.slug]
    yield "bookmarks:comment", [scene.comment.pk]
    yield "exchange:takeout", []


def for_their_account(scene: Scene) -> Iterator[Address]:
    for name in (
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "socialaccount_connections",
    ):
        yield name, []


def for_the_author(scene: Scene) -> Iterator[Address]:
    yield "articles:read", [scene.article.slug]
    yield "articles:mine", []
    for name in ("edit", "history", "withdraw"):
        yield f"articles:{name}", [scene.article.slug]
    yield "articles:edit", [scene.draft.slug]
    yield "articles:discard", [scene.draft.slug]
    yield "stances:concede", [scene.concession.comment_id]
    yield "stances:unconcede", [scene.concession.pk]
    yield "moderation:lock", [scene.article.pk]
    yield "moderation:debate", [scene.article.pk]
    yield "moderation:hold", [scene.comment.pk]
    yield "notifications:inbox", []


def for_the_moderator(scene: Scene) -> Iterator[Address]:
    yield "articles:read", [scene.article.slug]
    yield "moderation:queue", []
    yield "moderation:batch", []
    yield "moderation:decided", []
    yield "moderation:case_comment", [scene.comment.pk]
    yield "moderation:case_article", [scene.article.pk]
    yield "moderation:case_member", [scene.comment.author_id]
    yield "moderation:case_profile", [scene.author.pk]
    yield "moderation:case_appeal", [scene.appeal.pk]
    yield "moderation:undo", [scene.log_entry.pk]
    yield "moderation:lock_thread", [scene.comment.pk]
    yield "moderation:debate", [scene.article.pk]
    yield "moderation:site", []
    yield "moderation:log", []


WAYS = {
    for_visitors: None,
    for_entrants: None,
    for_the_member: "member",
    for_their_account: "member",
    for_the_author: "author",
    for_the_moderator: "moderator",
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_page_is_sound(open_page: OpenPage, way: object) -> None:
    scene = set_scene()
    page = open_page(_person(scene, WAYS[way]))
    found = []
    for name, arguments in way(scene):
        url = reverse(name, args=arguments)
        answer = page.goto(url)
        assert answer
        if answer.status not in (200, 401):  # 401: a provider's log-in failed, and says so
            found.append(f"{url} answers {answer.status}")
        found += [f"{url} {flaw}" for flaw in flaws(page)]
    assert not found, "\n".join(found)


def test_no_page_is_forgotten(open_page: OpenPage) -> None:
    scene = set_scene()
    seen = {name for way in WAYS for name, _ in way(scene)}
    known = seen | NO_PAGES | test_entrance.STEPS
    assert not {name for name in _names(get_resolver()) if name not in known}


def _of_mail(member: User) -> str:
    """What a link in a mail names: that this member wants no more mail."""
    return urlsplit(to_stop(member.pk, Scope("all"))).path.split("/")[-2]


def _draft_of(scene: Scene) -> CommentDraft:
    """An argument that the member has begun, and that answers another."""
    said = {"article": scene.article, "answers": scene.comment.number, "source": "Begun."}
    return CommentDraft.objects.get_or_create(member=scene.member, **said)[0]


def _person(scene: Scene, name: str | None) -> User | None:
    return getattr(scene, name) if name else None


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """The names of all addresses but the admin site's, which has its own test."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield from [f"{space}{pattern.name}"] if pattern.name else []
        elif pattern.namespace != "admin":
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern, inner)
