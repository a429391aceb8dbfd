"""How allauth meets this site: its names, its messages, and where its social apps come from."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts import former, names
from accounts.models import User
from accounts.speaking import in_words_of


@contextmanager
def _name_taken_meanwhile(request: HttpRequest, form: BaseForm | None, page: str) -> Iterator[None]:
    """Two who choose look-alike names at the same moment: the database lets one through, the other
    gets the form back with a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if (
            form is None
            or not User.objects.filter(
                username_key=names.key(form.cleaned_data["username"])
            ).exists()
        ):
            raise
        form.add_error("username", AccountAdapter.error_messages["username_taken"])
        context = {"form": form, "login_url": reverse("account_login")}
        answer = render(request, page, context, status=HTTPStatus.CONFLICT)
        raise ImmediateHttpResponse(answer) from None


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": gettext_lazy("This name, or one that looks like it, is taken."),
        "username_blacklisted": gettext_lazy("This name would speak for the site. Choose another."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(names.normal(username), shallow)
        if names.is_reserved(username):
            raise self.validation_error("username_blacklisted")
        key = names.key(username)
        if not shallow and (
            User.objects.filter(username_key=key).exists() or former.is_former(key)
        ):
            raise self.validation_error("username_taken")
        return username

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Every way of signing up passes here before it saves the member."""
        super().populate_username(request, user)
        user.username_key = names.key(user.username)

    def save_user(
        self, request: HttpRequest, user: Any, form: BaseForm, commit: bool = True
    ) -> Any:
        user.name = form.cleaned_data.get("name", "")
        if not commit:
            return super().save_user(request, user, form, commit=False)
        with _name_taken_meanwhile(request, form, "account/signup.html"):
            return super().save_user(request, user, form)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the words of whom it is for, who may not be the one who asks for it."""
        owner = context.get("user") or User.objects.filter(emailaddress__email=email).first()
        with in_words_of(owner) if owner else nullcontext():  # a new one's are those of the page
            super().send_mail(template_prefix, email, context)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say what went wrong or waits to be done; that one is logged in shows by itself."""
        template = args[0] if args else kwargs.get("message_template", "")
        if level == messages.SUCCESS and template == "account/messages/logged_in.txt":
            return
        super().add_message(request, level, *args, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The environment alone says which providers there are, so nothing is asked of the
        database, least of all on the log-in page of a site that has none."""
        if not settings.SOCIALACCOUNT_PROVIDERS:
            return []
        return super().list_apps(request, provider=provider, client_id=client_id)

    def save_user(
        self, request: HttpRequest, sociallogin: Any, form: BaseForm | None = None
    ) -> Any:
        with _name_taken_meanwhile(request, form, "socialaccount/signup.html"):
            return super().save_user(request, sociallogin, form)
