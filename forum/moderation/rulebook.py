"""The rules a new site starts with. Administrators edit them later; what they wrote stays."""

from typing import Any

from django.db import models

# (number, slug, title, text): the number is what people quote, the slug what links point at.
FIRST_RULES = (
    (
        1,
        "subject",
        "Keep to the subject",
        "Argue about the thesis, or about the argument you answer. A digression can be "
        "interesting and still push aside the people who came for this debate; it may make a "
        "good essay of its own.",
    ),
    (
        2,
        "spam",
        "No advertising",
        "Do not post to sell something or to send people elsewhere. A link that supports an "
        "argument is welcome, also to your own work if you say that it is yours.",
    ),
    (
        3,
        "personal",
        "No personal remarks",
        "Answer what was said, not who said it. Leave out what you suppose about another "
        "writer’s motives, intelligence or family. ‘This figure is wrong, and here is why’ is "
        "fine, however hard it hits; ‘people like you’ is not.",
    ),
    (
        4,
        "hatred",
        "No threats or hatred",
        "Do not threaten anyone, wish them harm, or call for it. Do not demean people for what "
        "they were born as or what they believe. A view may be argued against as sharply as you "
        "like; those who hold it are owed the same respect as you.",
    ),
    (
        5,
        "private",
        "No private information",
        "Do not post what would let a stranger find or trouble someone: addresses, telephone "
        "numbers, private messages, where a person works or goes to school. That holds even if "
        "it is true, and even if it can be found elsewhere.",
    ),
    (
        6,
        "repeated",
        "Do not post the same thing again",
        "Say it once, where it fits best. The same text under several arguments makes a debate "
        "long without making it better. To bring it up elsewhere, link to the comment you wrote.",
    ),
)


def write_missing(rules: type[models.Model]) -> None:
    """Create the rules that are not there. Doing it again changes nothing."""
    for number, slug, title, text in FIRST_RULES:
        rules._default_manager.get_or_create(
            number=number, defaults={"slug": slug, "title": title, "text": text}
        )


# How soon a case under a rule is looked at, where it is not slight (models.rulebook.Harm).
FIRST_HARMS = {"personal": 2, "hatred": 3, "private": 3}


def keep_first_wordings(rules: Any, versions: Any) -> None:
    """Give rules without any wording on record their first, and the harm they begin with. Takes
    the two models, which a migration has in an older form."""
    for rule in rules._default_manager.filter(versions=None):
        rule.harm = FIRST_HARMS.get(rule.slug, rule.harm)
        rule.save(update_fields=["harm"])
        versions._default_manager.create(
            rule=rule, version=rule.version, title=rule.title, text=rule.text
        )
