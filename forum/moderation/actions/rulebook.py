"""Rules are added and reworded, and every wording is kept."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from forum.moderation import rules
from forum.moderation.models import Rule, RuleVersion
from forum.pages import versions
from forum.refusals import refuse_if


@dataclass(frozen=True)
class Wording:
    """What a rule says, and how soon somebody has to look when it is said to be broken."""

    title: str
    text: str
    harm: int


@transaction.atomic
def add_rule(editor: User, number: int, slug: str, wording: Wording) -> Rule:
    """A new rule with its first wording. The number and the slug are for good: acts and addresses
    name them."""
    refuse_if(rules.may_edit_rules(editor))
    rule = Rule(number=number, slug=slug, title=wording.title, text=wording.text, harm=wording.harm)
    rule.save(force_insert=True)
    _keep(rule)
    versions.touch(versions.SITE)
    return rule


@transaction.atomic
def reword(editor: User, rule: Rule, wording: Wording) -> Rule:
    """Give the rule these words. Another title or text is another version; acts go on naming the
    one that stood when they were done. Harm is no wording: it orders what comes from now on."""
    refuse_if(rules.may_edit_rules(editor))
    current = Rule.objects.select_for_update().get(pk=rule.pk)
    is_new = (current.title, current.text) != (wording.title, wording.text)
    current.title, current.text, current.harm = wording.title, wording.text, wording.harm
    current.version += is_new
    current.save(update_fields=["title", "text", "harm", "version"])
    if is_new:
        _keep(current)
        versions.touch(versions.SITE)
    return current


def _keep(rule: Rule) -> None:
    RuleVersion.objects.create(rule=rule, version=rule.version, title=rule.title, text=rule.text)
