"""A profile that was reported: what it says of its member, and what they did on the site."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from forum.moderation import powers
from forum.moderation.dossier.parts import (
    EARLIER,
    Button,
    Dossier,
    buttons_on_members,
    entries,
    newest_flags,
    record_of,
)
from forum.moderation.models import Act, Case, Scope
from forum.moderation.subject import Seen


@dataclass(frozen=True, kw_only=True)
class MemberDossier(Dossier):
    member: User

    @property
    def who(self) -> User | None:
        return self.member

    @property
    def buttons(self) -> list[Button]:
        if self.refusal:
            return []
        clear = Button(Act.CLEAR, _("Clear the profile"), "2", is_main=True)
        keep = [Button(Act.KEEP, _("Keep"), "1")] if self.waiting else []
        return [*keep, clear] if self.member.has_profile else keep

    @property
    def member_buttons(self) -> list[Button]:
        return [] if self.refusal else buttons_on_members()


def of_member(member: User, moderator: User, case: Case | None) -> MemberDossier:
    refusal = powers.may_act_on(moderator, member)
    acts = Q(member=member, scope=Scope.MEMBER)
    return MemberDossier(
        thing=member,
        member=member,
        case=case,
        moderator=moderator,
        refusal=refusal,
        flags=[] if refusal else newest_flags(Q(member=member)),
        record=record_of(member, acts),
        history=list(entries().filter(acts).exclude(act=Act.NOTE)[:EARLIER]),
        seen=Seen.of_profile(member),
    )
