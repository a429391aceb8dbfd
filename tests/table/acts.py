"""Every act that a page offers on a comment or its essay, as the form that a browser sends."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.models import Rule, Statement
from forum.moderation.subject import Seen, Subject
from tests.table.scene import Scene

WHY = "The last sentence is about the writer and not about fines."
MOVED = "I had never counted the readers who stay away because of what they owe."
AMENDED = {"what": "thesis", "extent": "part", "thesis": "Fine nobody under age.", "note": WHY}
SAID = {"position": "for", "source": "That was counted at the desk, and twice."}


@dataclass(frozen=True)
class Form:
    """Where it goes and what it carries. `on`: 'comment' and 'article' take their key, 'slug' the
    essay's, 'member' the key of the comment's author."""

    name: str
    on: str
    data: dict[str, Any]


def _reasoned(name: str, on: str, act: str) -> Form:
    return Form(name, on, {"act": act, "reason": WHY, "rule": True, "hours": "24", "pause": "300"})


def _case(act: str, on: str = "comment") -> Form:
    return _reasoned(f"moderation:case_{on}", on, act)


ACTS = {
    "argue": Form("comments:post", "slug", SAID),
    "answer": Form("comments:post", "slug", SAID | {"parent": True}),
    "edit": Form("comments:edit", "comment", SAID | {"position": "against"}),
    "delete": Form("comments:delete", "comment", {}),
    "rate": Form("comments:rate", "comment", {"rating": "weak"}),
    "say what moved me": Form("stances:delta", "comment", {"stance": "against", "reason": MOVED}),
    "concede": Form("stances:concede", "comment", AMENDED),
    "take a stance": Form("stances:take", "slug", {"stance": "undecided"}),
    "answer a claim": Form("stances:answer", "claim", {"answer": "accept"}),
    "bookmark": Form("bookmarks:comment", "comment", {"note": WHY}),
    "leave the debate": Form("notifications:leave", "slug", {}),
    "watch the debate": Form("notifications:watch", "watched", {}),
    "mute its author": Form("accounts:mute", "name", {}),
    "flag": Form("moderation:flag_comment", "comment", {"rule": True, "note": WHY}),
    "flag the essay": Form("moderation:flag_article", "article", {"rule": True, "note": WHY}),
    "flag its author": Form("moderation:flag_member", "member", {"rule": True, "note": WHY}),
    "hold in my debate": Form("moderation:hold", "comment", {"rule": True, "reason": WHY}),
    "keep": _case("keep"),
    "approve": _case("approve"),
    "hold": _case("hold"),
    "hide": _case("hide"),
    "remove": _case("remove"),
    "restore": _case("restore"),
    "undo": Form("moderation:undo", "entry", {"reason": WHY}),
    "lock its thread": _reasoned("moderation:lock_thread", "comment", "lock"),
    "keep the essay": _case("keep", "article"),
    "hide the essay": _case("hide", "article"),
    "restore the essay": _case("restore", "article"),
    "lock the debate": _reasoned("moderation:lock", "article", "lock"),
    "slow down": _reasoned("moderation:debate", "article", "slow"),
    "premoderate": _reasoned("moderation:debate", "article", "premoderate"),
    "premoderate all": _reasoned("moderation:site", "site", "premoderate"),
    "warn": _case("warn", "member"),
    "silence": _case("silence", "member"),
    "suspend": _case("suspend", "member"),
    "appeal": Form("moderation:appeal", "statement", {"text": WHY}),
    "withdraw": Form("articles:withdraw", "slug", {}),
    "publish": Form("articles:publish", "slug", {}),
}


def send(scene: Scene, client: Client, form: Form) -> int:
    """The status of the answer to this form, filled in as its page would be."""
    comment = scene.comments[0] if scene.comments else None
    member = scene.person("its author")
    data = form.data | {"seen": _seen(scene, form, comment, member)}
    if "rule" in data:
        data["rule"] = Rule.objects.get(slug="personal").pk
    if "parent" in data:
        data["parent"] = comment.pk if comment else 0
    keys: dict[str, list[object]] = {
        "slug": [scene.article.slug],
        "watched": ["article", scene.article.slug],
        "claim": [scene.article.slug, 1],
        "article": [scene.article.pk],
        "comment": [comment.pk if comment else 0],
        "member": [member.pk],
        "name": [member.username],
        "entry": [scene.entry.pk if scene.entry else 0],
        "statement": [getattr(Statement.objects.order_by("pk").first(), "pk", 0)],
        "site": [],
    }
    return client.post(reverse(form.name, args=keys[form.on]), data).status_code


def _seen(scene: Scene, form: Form, comment: Comment | None, member: User) -> str:
    """What a moderator had before their eyes: all of it as it is."""
    if form.on == "member":
        return str(Seen.of_profile(member))
    return str(Seen.now(Subject(scene.article, comment if form.on == "comment" else None)))
