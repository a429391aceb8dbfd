"""The member, and whom they mute."""

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, router
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import names, roles
from forum import sql
from forum.text import mentions

NAME_MAX = 60  # characters; longer names break the line of every comment
BIO_MAX = 500  # characters


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, viewer: object) -> "UserQuerySet":
        """The members with a public profile; administrators also see closed accounts."""
        return self if roles.is_administrator(viewer) else self.filter(is_active=True)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, viewer: object) -> UserQuerySet:
        return self.get_queryset().visible_to(viewer)

    def get(self, *named: Any, **asked: Any) -> "User":
        """As Django's; by the key alone, which every page of a member asks for, by hand."""
        if named or asked.keys() != {"pk"}:
            return self.get_queryset().get(*named, **asked)
        using = self._db or router.db_for_read(self.model)
        for member in sql.models(self.model, _by_key(self.model), [asked["pk"]], using):
            return member
        raise self.model.DoesNotExist

    def called(self, typed: Iterable[str]) -> dict[str, "User"]:
        """Who is called so, blind to case, by the names as somebody typed them; not who is about to
        leave, so that long before their name goes no text is written that still links to it. Asks
        nothing without names."""
        wanted = {name: names.normal(name).casefold() for name in typed}
        if not wanted:
            return {}
        keys = {names.key(name) for name in wanted}
        rows = self.filter(username_key__in=keys, is_active=True, leaves_at=None)
        found = {person.username.casefold(): person for person in rows}
        return {name: found[folded] for name, folded in wanted.items() if folded in found}

    def profiles(self, source: str) -> dict[str, str]:
        """The addresses of those whom a text may mention, by the names as they were typed."""
        people = self.called(mentions.typed(source)) if "@" in source else {}
        return {name: person.get_absolute_url() for name, person in people.items()}

    def create_user(
        self, username: str, email: str = "", password: str | None = None, **fields: object
    ) -> "User":
        user = self.model(
            username=names.normal(username),
            username_key=names.key(username),
            email=self.normalize_email(email),
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, email: str = "", password: str | None = None, **fields: object
    ) -> "User":
        return self.create_user(username, email, password, role=roles.Role.ADMINISTRATOR, **fields)


@cache
def _by_key(model: type[models.Model]) -> str:
    columns = ", ".join(str(field.column) for field in model._meta.concrete_fields)
    return f"SELECT {columns} FROM {model._meta.db_table} WHERE id = %s"


class Theme(models.TextChoices):
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(AbstractBaseUser):
    """A member. What a role allows is asked in `accounts.roles`, never here."""

    username = models.CharField(
        _("username"), max_length=names.NAME_LONGEST, unique=True, validators=[names.validate]
    )
    # What the username looks like (see accounts.names): unique, so no two names can be mistaken.
    username_key = models.CharField(max_length=120, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(
        _("display name"), max_length=NAME_MAX, blank=True, validators=[names.validate_shown]
    )
    bio = models.CharField(
        _("about you"), max_length=BIO_MAX, blank=True, validators=[names.validate_shown]
    )
    role = models.CharField(_("role"), max_length=13, choices=roles.Role, default=roles.Role.MEMBER)
    is_active = models.BooleanField(_("active"), default=True)
    joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # Kept for speed from moderation's restrictions, which say who did it, when and why.
    silenced_until = models.DateTimeField(null=True, blank=True, editable=False)
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Kept for speed from the departure: until then the account is shut but for coming back.
    leaves_at = models.DateTimeField(null=True, blank=True, editable=False)

    # How the site looks to this member; '' is what the site or the browser would choose.
    theme = models.CharField(
        _("theme"), max_length=5, choices=Theme, blank=True, db_default="", default=""
    )
    language = models.CharField(_("language"), max_length=10, blank=True, db_default="", default="")
    time_zone = models.CharField(
        _("time zone"), max_length=64, blank=True, db_default="", default=""
    )
    avatar = models.CharField(max_length=200, blank=True, db_default="", default="", editable=False)

    # To reply in a thread is to watch it, unless they turned that off.
    watches_threads = models.BooleanField(db_default=True, default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["email"]

    objects = UserManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        # Who moderates is asked on the queue's and the log's pages, of however many members.
        indexes = [models.Index(fields=["role"], name="member_role")]

    def __str__(self) -> str:
        return self.name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:profile", args=[self.username])

    @property
    def has_profile(self) -> bool:
        """Do they show anything of themselves beside their username?"""
        return bool(self.name or self.bio or self.avatar)

    @property
    def is_silenced(self) -> bool:
        """May they, for now, write nothing that others see?"""
        return self.silenced_until is not None and self.silenced_until > timezone.now()

    @property
    def is_suspended(self) -> bool:
        """Is the account, for now, shut but for reading why and appealing?"""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @property
    def is_leaving(self) -> bool:
        """Did they ask to leave, and may come back?"""
        return self.leaves_at is not None

    # What Django's admin asks of a user; only administrators reach it.
    @property
    def is_staff(self) -> bool:
        return roles.is_administrator(self)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return roles.is_administrator(self)

    def has_module_perms(self, app_label: str) -> bool:
        return roles.is_administrator(self)


class MuteQuerySet(models.QuerySet["Mute"]):
    def ids(self, member: object) -> frozenset[int]:
        """The ids of those whom this member mutes. Asks nothing for visitors."""
        if not getattr(member, "is_authenticated", False):
            return frozenset()
        return frozenset(self.filter(member=member).values_list("muted_id", flat=True))

    def of(self, member: User) -> "MuteQuerySet":
        """Whom this member mutes, the last first."""
        return self.filter(member=member).select_related("muted").order_by("-pk")


class Mute(models.Model):
    """A member folds away what another writes, for themselves alone. The other is not told."""

    member = models.ForeignKey(User, models.CASCADE, related_name="mutes", db_index=False)
    muted = models.ForeignKey(User, models.CASCADE, related_name="muted_by")
    since = models.DateTimeField(db_default=Now())

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "muted"], name="mute_once"),
            models.CheckConstraint(
                condition=~models.Q(member=models.F("muted")), name="mute_not_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} mutes {self.muted_id}"


class Takeout(models.Model):
    """Everything of a member's own, asked for as one file, and how far it is."""

    member = models.OneToOneField(User, models.CASCADE, related_name="takeout")
    asked_at = models.DateTimeField(db_default=Now())
    total = models.PositiveIntegerField(default=0)  # rows; 0 until they are counted
    done = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)  # its name in the storage of uploads
    made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"what {self.member_id} takes away"

    @property
    def is_ready(self) -> bool:
        return self.made_at is not None

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // self.total) if self.total else 0


class Departure(models.Model):
    """A member asked to leave for good; until `due_at` they can come back. Once the worker has
    begun to erase them (`begun_at`) they cannot."""

    member = models.OneToOneField(User, models.CASCADE, related_name="departure")
    keeps_texts = models.BooleanField()  # what they published stays, without their name
    asked_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_index=True)
    begun_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.member_id} leaves at {self.due_at:%Y-%m-%d %H:%M}"


class FormerName(models.Model):
    """A name that nobody may take again, for its member has left. Not the name: only who has it
    already, and the site's secret key, can reckon this from it (`accounts.former`)."""

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.mark
