"""What a member may take away: each kind of row that is theirs, with the fields that tell it.

A test holds that every table that points at a member is either here or in `LEFT_OUT`.
"""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Model, QuerySet

from accounts.models import Departure, Mute, User
from forum.articles.models import Article, Revision, Series, Upload, WorkingCopy
from forum.bookmarks.models import Bookmark, ReadingPlace
from forum.comments.models import Comment, CommentDraft, CommentRevision, Rating, Visit
from forum.moderation.models import Appeal, Flag, Restriction, Statement
from forum.notifications.models import Leave, Letter, Notification, Preference, Watch
from forum.stances.models import ClaimAnswer, Concession, Delta, Stance, StanceChange


class Part(NamedTuple):
    """One list in the takeout. `by` leads from a row to the member whose it is; `fields` are what
    is told of it: an essay by its slug, a comment by its number, a member by their username."""

    name: str
    model: type[Model]
    by: str
    fields: tuple[str, ...]

    def rows(self, member: User) -> QuerySet[Model]:
        return self.model._default_manager.filter(**{self.by: member.pk}).order_by("pk")


_ABOUT = ("article__slug", "comment_id")
_ESSAY = ("title", "subtitle", "thesis", "source")

PARTS = (
    Part(
        "account",
        User,
        "pk",
        (
            *("username", "name", "bio", "email", "role", "joined"),
            *("theme", "language", "time_zone", "avatar", "watches_threads"),
        ),
    ),
    Part("e-mail addresses", EmailAddress, "user", ("email", "verified", "primary")),
    Part(
        "connected accounts",
        SocialAccount,
        "user",
        ("provider", "uid", "extra_data", "date_joined", "last_login"),
    ),
    # Never `data`: it is the secret itself.
    Part("second steps", Authenticator, "user", ("type", "created_at", "last_used_at")),
    Part("sessions", UserSession, "user", ("created_at", "last_seen_at", "ip", "user_agent")),
    Part(
        "essays",
        Article,
        "author",
        ("slug", *_ESSAY, "series__title", "part", "state", "created_at", "published_at"),
    ),
    Part(
        "editions of essays",
        Revision,
        "article__author",
        ("article__slug", "number", *_ESSAY, "note", "created_at"),
    ),
    Part(
        "unpublished changes",
        WorkingCopy,
        "article__author",
        ("article__slug", "fields", "saved_at"),
    ),
    Part("series", Series, "author", ("title", "slug")),
    Part("pictures", Upload, "owner", ("file", "alt", "caption", "created_at")),
    Part(
        "comments",
        Comment,
        "author",
        ("id", "article__slug", "parent_id", "position", "source", "state", "created_at"),
    ),
    Part(
        "earlier wordings",
        CommentRevision,
        "comment__author",
        ("comment_id", "position", "source", "until"),
    ),
    Part(
        "drafts of comments",
        CommentDraft,
        "member",
        ("article__slug", "answers", "position", "source", "claim", "quote", "saved_at"),
    ),
    Part("ratings", Rating, "reader", ("comment_id", "strong", "stand", "rated_at")),
    Part("stances", Stance, "reader", ("article__slug", "first", "now", "taken_at")),
    Part(
        "changes of stance",
        StanceChange,
        "stance__reader",
        ("stance__article__slug", "before", "after", "at"),
    ),
    Part(
        "answers to claims",
        ClaimAnswer,
        "reader",
        ("claim__article__slug", "claim__number", "answer", "answered_at"),
    ),
    Part("what moved you", Delta, "giver", ("comment_id", "reason", "given_at")),
    Part(
        "concessions",
        Concession,
        "article__author",
        (*_ABOUT, "claim__number", "is_whole", "note", "thesis_before", "thesis_after", "made_at"),
    ),
    Part(
        "where you stopped reading",
        ReadingPlace,
        "member",
        ("article__slug", "heading", "words", "share", "at"),
    ),
    Part("bookmarks", Bookmark, "member", (*_ABOUT, "note", "at")),
    Part(
        "what you watch",
        Watch,
        "watcher",
        ("person__username", "tag__name", "article__slug", "thread_id", "since"),
    ),
    Part("how you are told", Preference, "member", ("kind", "in_page", "mail")),
    Part("your leaving", Departure, "member", ("asked_at", "due_at", "keeps_texts")),
    Part("whom you mute", Mute, "member", ("muted__username", "since")),
    Part("debates you left", Leave, "member", ("article__slug", "since")),
    Part(
        "notices",
        Notification,
        "recipient",
        ("kind", "actor__username", *_ABOUT, "text", "created_at", "read_at"),
    ),
    Part("mail about notices", Letter, "member", ("mail", "period", "made_at", "sent_at")),
    Part("debates you read", Visit, "reader", ("article__slug", "reached_number", "seen_at")),
    Part(
        "flags you sent",
        Flag,
        "flagger",
        (*_ABOUT, "member__username", "rule__slug", "note", "state", "created_at"),
    ),
    Part(
        "decisions about you",
        Statement,
        "member",
        (*_ABOUT, "entry__act", "entry__at", "entry__rule__slug", "entry__reason", "text"),
    ),
    Part(
        "your appeals",
        Appeal,
        "statement__member",
        ("statement_id", "text", "state", "created_at"),
    ),
    Part(
        "restrictions",
        Restriction,
        "member",
        ("kind", "since", "until", "lifted_at"),
    ),
)

# The rest of what points at a member, and why they cannot take it along.
LEFT_OUT = {
    ("accounts.Mute", "muted"): "who mutes somebody is the other's own",
    ("admin.LogEntry", "user"): "kept of administrators, about the site",
    ("moderation.Case", "claimed_by"): "which case a moderator has open",
    ("moderation.Case", "member"): "what waits to be decided; the decision is there",
    ("moderation.Flag", "member"): "who flagged is not told",
    ("moderation.LogEntry", "member"): "in the public log; the statements are there",
    ("moderation.LogEntry", "moderator"): "in the public log",
    ("moderation.Posting", "author"): "what the limits are counted from, without words",
    ("notifications.Watch", "person"): "whom somebody follows is their own",
}
