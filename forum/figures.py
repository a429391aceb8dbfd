"""Every figure of moderation, each with its source: the setting MODERATION.

[D] is a default of Discourse (config/site_settings.yml), [C] one of Coral (server/src/core/server);
what has neither says why. docs/moderation.md says what each of them is for.
"""

import json

from django.core.exceptions import ImproperlyConfigured

MODERATION: dict[str, int] = {
    # Who is new: with fewer public comments than these, or younger than these days.
    "new_comments": 3,
    "new_days": 1,  # [D] the span of its first-day limits
    # Seconds between two comments of one member.
    "pause_seconds": 5,  # [D] rate_limit_create_post
    "new_pause_seconds": 30,  # [D] rate_limit_new_user_create_post
    # What an account may post on its first day.
    "first_day_replies": 10,  # [D] max_replies_in_first_day
    "first_day_roots": 3,  # [D] max_topics_in_first_day
    # The same words again.
    "repeat_seconds": 6 * 3600,  # [C] COMMENT_REPEAT_POST_TIMESPAN
    "repeat_members": 2,  # other new members with the same words: twice may be chance
    "repeat_length": 40,  # letters and digits; shorter texts ('Do you have a source?') do meet
    # Comments of new members within these seconds, from which on the next ones are held. A site
    # with a hundred debates sees a few an hour; 50 accounts that flood it send a hundred a minute.
    "surge_seconds": 600,
    "surge_in_debate": 5,
    "surge_on_site": 8,
    # When the form asks to think again.
    "many_links": 5,  # above what supports an argument; [D] lets newcomers post 2 at all
    "capitals_percent": 75,
    "capitals_length": 30,  # letters and digits: a title or a list of acronyms is no shouting
    # Weight of the flags that hold a comment, if both sides flagged it. A first flag weighs 1/2, so
    # four readers nobody knows yet, or three whom moderators mostly agreed with; two are a quarrel.
    "flags_to_hold": 2,
    # Flags of younger accounts are read like all others, but hold nothing: else four accounts made
    # in a minute, two on each side, could take anything out of sight.
    "flaggers_days": 1,
}


def changed(changes: str) -> dict[str, int]:
    """The table with some figures changed: JSON from the environment, '' for none.

    Raises ImproperlyConfigured for a name that is none, or what is no whole number from 0 on: a
    slip here would leave the site without a limit.
    """
    try:
        given = json.loads(changes or "{}")
    except ValueError as error:
        raise ImproperlyConfigured(f"MODERATION is no JSON: {error}") from error
    for name, figure in given.items():
        if name not in MODERATION:
            raise ImproperlyConfigured(f"MODERATION has no figure named {name}.")
        if type(figure) is not int or figure < 0:
            raise ImproperlyConfigured(f"MODERATION: {name} must be a whole number from 0 on.")
    return MODERATION | given
