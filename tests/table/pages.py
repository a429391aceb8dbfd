"""Every page of the site, as an address of the scene; each address is of a name in the site map."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from forum.bookmarks.models import Bookmark
from forum.comments.models import CommentDraft
from forum.moderation.models import Appeal, LogEntry, Statement
from forum.notifications.mailing import links
from forum.notifications.mailing.links import Scope
from forum.notifications.models import Notification, Watch
from forum.search import actions as search
from forum.search import installing
from forum.stances.models import Concession
from tests.table.scene import ESSAY, Scene

OURS = (
    "articles",
    "comments",
    "stances",
    "moderation",
    "notifications",
    "accounts",
    "bookmarks",
    "exchange",
    "search",
    "feeds",
    "sitemap",
    "cards",
    "leaving",
)
# Addresses that show nothing of the scene: none takes a word of it, and none is reached from it.
NOT_OF_THE_SCENE = {"picture", "outbox"}

# Addresses that answer a fetch from a page with a piece of one.
IN_PIECES = {
    "comments:thread",
    "stances:claims",
    "comments:arguments",
    "comments:thread_view",
    "comments:news",
    "comments:arrived",
    "comments:reply",
    "comments:edit",
    "moderation:flag_comment",
    "moderation:queue",
    "moderation:case_comment",
}

Asked = tuple[str, str]  # the name of the address, and the address


def names() -> set[str]:
    """The names of all addresses of the site's own apps."""
    return {*_names(get_resolver().url_patterns, "")} - NOT_OF_THE_SCENE


def _names(patterns: list[URLPattern | URLResolver], app: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name in (*OURS, None) and not _is_allauth(pattern):
                yield from _names(pattern.url_patterns, pattern.app_name or "")
        elif pattern.name:
            yield f"{app}:{pattern.name}" if app else pattern.name


def _is_allauth(pattern: URLResolver) -> bool:
    return str(pattern.pattern).startswith(("accounts/", "admin/"))


def pages(scene: Scene) -> Iterator[Asked]:
    yield from _at_large(scene)
    yield from _of_the_essay(scene)
    for comment in scene.comments:
        yield from _of_a_comment(comment.pk)
    yield from _of_moderation(scene)
    yield from _of_members(scene)


def _at(name: str, *args: Any, **query: str) -> Asked:
    return name, reverse(name, args=args, query=query or None)


def _at_large(scene: Scene) -> Iterator[Asked]:
    for name in ("home", "articles:new", "articles:mine", "articles:tags", "articles:preview"):
        yield _at(name)
    yield _at("home", order="active")
    yield _at("articles:upload")
    yield _at("articles:tag", "libraries")
    yield _at("articles:series", "things-we-share")
    installing.mend()  # a database that was made without migrations has no index
    search.catch_up()
    yield _at("search:search")
    yield _at("search:search", q="library debt")
    yield _at("search:search", since="2020-01-01")  # so all that there is
    for name in ("moved_anywhere", "contested", "changed"):
        yield _at(f"stances:{name}")
    for name in ("authors", "all_series"):
        yield _at(f"articles:{name}")
    for form in ("atom", "json"):
        yield _at("feeds:site", form)
        yield _at("feeds:tag", "libraries", form)
    for name in ("index", "site", "robots"):
        yield _at(f"sitemap:{name}")
    yield _at("sitemap:part", 0)
    yield _at("accounts:muted")
    yield from _told(scene)


def _told(scene: Scene) -> Iterator[Asked]:
    """Notices, their mail, and what is watched."""
    for name in ("inbox", "mark_all_read", "resubscribe", "preferences", "watches"):
        yield _at(f"notifications:{name}")
    for recipient in filter(None, scene.people.values()):  # the others' are not there for each
        for notice in Notification.objects.filter(recipient=recipient)[:3]:
            for name in ("open", "mark_read"):
                yield _at(f"notifications:{name}", notice.pk)
            yield "notifications:mailed", _path(links.to_open(notice.pk))
        yield "notifications:unsubscribe", _path(links.to_stop(recipient.pk, Scope("all")))
    for watch in Watch.objects.all()[:3]:
        yield _at("notifications:end_watch", watch.pk)


def _path(link: str) -> str:
    return link.removeprefix(settings.SITE_URL)


def _of_the_essay(scene: Scene) -> Iterator[Asked]:
    slug = scene.article.slug
    for name in ("read", "edit", "history", "changes", "publish", "withdraw", "discard"):
        yield _at(f"articles:{name}", slug)
    yield _at("articles:read", slug, claim="1", order="newest", side="against")
    for name in ("post", "keep", "map", "quote", "clash", "thread_view"):
        yield _at(f"comments:{name}", slug)
    yield _at("comments:thread_view", slug, unread="first", since="0")
    yield _at("comments:latest", slug)
    yield _at("comments:news", slug, after="0")
    yield _at("comments:arrived", slug, after="0", until="99")
    for position in ("for", "against"):
        yield _at("comments:arguments", slug, position)
    for name in ("take", "move", "claims", "flow", "moved_most"):
        yield _at(f"stances:{name}", slug)
    yield _at("stances:answer", slug, 1)
    for name in ("leave", "rejoin"):
        yield _at(f"notifications:{name}", slug)
    for name in ("watch", "unwatch"):
        yield _at(f"notifications:{name}", "article", slug)
    yield _at("bookmarks:article", slug)
    yield _at("bookmarks:place", slug)
    for form in ("atom", "json"):
        yield _at("feeds:debate", slug, form)
    yield _at("cards:card", slug, "0123456789ab")
    for concession in Concession.objects.all():
        yield _at("stances:unconcede", concession.pk)


def _of_a_comment(pk: int) -> Iterator[Asked]:
    for name in ("permalink", "thread", "reply", "edit", "delete", "history", "rate"):
        yield _at(f"comments:{name}", pk)
    for name in ("why", "more"):
        yield _at(f"comments:{name}", pk)
    yield _at("bookmarks:comment", pk)
    for name in ("concede", "delta", "take_back", "moved_readers"):
        yield _at(f"stances:{name}", pk)
    for name in ("case_comment", "flag_comment", "lock_thread", "hold"):
        yield _at(f"moderation:{name}", pk)


def _of_moderation(scene: Scene) -> Iterator[Asked]:
    for name in ("queue", "decided", "log", "log_csv", "log_json", "log_head", "mine", "numbers"):
        yield _at(f"moderation:{name}")
    for name in ("rules", "site", "leave_case"):
        yield _at(f"moderation:{name}")
    yield _at("moderation:log", article=ESSAY[:4])
    for name in ("case_article", "flag_article", "lock", "debate"):
        yield _at(f"moderation:{name}", scene.article.pk)
    for entry in LogEntry.objects.order_by("pk"):
        yield _at("moderation:log_entry", entry.number)
        yield _at("moderation:undo", entry.pk)
    for statement in Statement.objects.order_by("pk"):
        yield _at("moderation:statement", statement.pk)
        yield _at("moderation:appeal", statement.pk)
    if scene.flag:
        yield _at("moderation:unflag", scene.flag.pk)
    for appeal in Appeal.objects.all():
        yield _at("moderation:case_appeal", appeal.pk)
    for name in ("flag_member", "case_member", "case_profile"):
        yield _at(f"moderation:{name}", scene.person("its author").pk)
    yield _at("moderation:batch", act="hide", member="gregor")


def _of_members(scene: Scene) -> Iterator[Asked]:
    yield _at("comments:drafts")
    for draft in CommentDraft.objects.all():
        yield _at("comments:draft", draft.pk)
        yield _at("comments:discard_draft", draft.pk)
    yield _at("bookmarks:mine")
    for bookmark in Bookmark.objects.all():
        yield _at("bookmarks:remove", bookmark.pk)
    yield _at("accounts:settings")
    yield _at("leaving:leave")
    yield _at("leaving:come_back")
    yield _at("exchange:takeout")
    yield _at("exchange:download")
    yield _at("accounts:token")
    for person in map(scene.person, ("its author", "essay's author", "reader")):
        for name in ("profile", "arguments"):
            yield _at(f"accounts:{name}", person.username)
        yield _at("feeds:author", person.username, "atom")
    for name in ("notifications:follow", "accounts:mute", "accounts:unmute"):
        yield _at(name, scene.person("its author").username)
    yield _at("notifications:unfollow", scene.person("its author").username)


def administration() -> Iterator[Asked]:
    """The lists of the admin site, and each row's page."""
    for kind in ContentType.objects.filter(app_label__in=OURS):
        yield kind.model, f"/admin/{kind.app_label}/{kind.model}/"
