"""What a moderator needs to decide a case: the thing in its place, why it waits, whose it is."""

from accounts.models import User
from forum.moderation.cases import Thing
from forum.moderation.dossier.appeal import AppealDossier, of_appeal
from forum.moderation.dossier.member import MemberDossier, of_member
from forum.moderation.dossier.parts import Dossier
from forum.moderation.dossier.text import TextDossier, of_text
from forum.moderation.models import Appeal, Case

__all__ = ["AppealDossier", "Dossier", "MemberDossier", "TextDossier", "dossier_of"]


def dossier_of(thing: Thing, moderator: User, case: Case | None) -> Dossier:
    """Gather it, in a number of queries that does not grow. Who may not act on it sees no flags, so
    nobody reads who flagged them."""
    if isinstance(thing, User):
        return of_member(thing, moderator, case)
    if isinstance(thing, Appeal):
        return of_appeal(thing, moderator, case)
    return of_text(thing, moderator, case)
