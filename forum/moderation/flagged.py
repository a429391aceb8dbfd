"""What a reader flags: a comment, an essay or a profile, told apart in one place."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation import rules
from forum.moderation.cases import key_of, kind_of
from forum.moderation.models import Flag
from forum.moderation.subject import of


@dataclass(frozen=True)
class Flagged:
    thing: Comment | Article | User

    @property
    def comment(self) -> Comment | None:
        return self.thing if isinstance(self.thing, Comment) else None

    @property
    def member(self) -> User | None:
        return self.thing if isinstance(self.thing, User) else None

    @property
    def article(self) -> Article | None:
        """The essay, also that of a comment."""
        return None if isinstance(self.thing, User) else of(self.thing).article

    @property
    def key(self) -> str:
        """Its name in ids of the page."""
        return key_of(self.thing)

    @property
    def url(self) -> str:
        return self.thing.get_absolute_url()

    @property
    def flag_url(self) -> str:
        return reverse(f"moderation:flag_{kind_of(self.thing)}", args=[self.thing.pk])

    def refusal(self, person: object) -> str:
        """Why this person may not flag it, or ''."""
        if isinstance(self.thing, User):
            return rules.may_flag_member(person, self.thing)
        return rules.may_flag(person, of(self.thing))

    def flag_of(self, flagger: User) -> Flag | None:
        """Their newest flag on it: a profile may be flagged again once a moderator has decided."""
        about = Q(member=self.member, article=self.article, comment=self.comment)
        mine = Flag.objects.filter(about, flagger=flagger).select_related("rule", "decision__rule")
        return mine.order_by("-id").first()
