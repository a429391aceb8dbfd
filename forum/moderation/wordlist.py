"""The list of phrases a new site starts with. Administrators edit it later; what they wrote stays.

It is short on purpose: a list that stops arguments is worse than none. Insults are held, not
refused, since people quote what they were called. Words with an honest use in a debate (‘casino’,
‘idiot’ of a law) are listed only in the company that shows what they are for.
"""

from typing import Any

# What people are told to look at, in their own words: 'my channel', 'our new shop'.
_OWN = r"\b(?:my|our|mah)\s+(?:[\w'’.-]+\s+){0,4}"
_WARES = (
    r"(?:chann?els?|chanels?|website|webshop|shop|store|videos?|covers?|songs?|mixtape|remix)\b"
)
_NAMES = r"(?:idiot|moron|imbecile|retard|scum(?:bag)?|dumb|stupid)"
_INSULT = rf"(?:{_NAMES}|pathetic|disgusting|trash|liar)"

# (kind, text, verdict, slug of the rule, note for operators)
FIRST_PHRASES = (
    ("pattern", r"\[url=[^\]]*\]", "refuse", "spam", "BBCode: only programs that fill in forms"),
    (
        "pattern",
        rf"\b(?:check|visit|see|watch|listen to|like|share)\b[^.!?\n]{{0,40}}{_OWN}{_WARES}",
        "hold",
        "spam",
        "‘check out my channel’",
    ),
    (
        "pattern",
        r"\bcheck\s+(?:me|us|it|them)\s+out\b|\bcheck\s+out\s+(?:me|us|my|our)\b",
        "hold",
        "spam",
        "‘check us out’",
    ),
    (
        "pattern",
        r"\b(?:please|plz|pls)\s+(?:subscribe|sub)\b|\bsubscribe\s+(?:to\s+)?(?:me|us|my|our|back)\b"
        r"|\bsub(?:scribe)?\s+(?:back|please|plz|pls)\b",
        "hold",
        "spam",
        "asks for subscribers",
    ),
    (
        "pattern",
        r"\b(?:sub|follow|like)\s*(?:4|for)\s*(?:sub|follow|like)\b"
        r"|\bfollow\s+(?:me|us)\s+(?:on|at|@)|\bget\s+\d+\s+(?:sub(?:scriber)?s|followers|likes)\b",
        "hold",
        "spam",
        "asks for followers",
    ),
    (
        "pattern",
        r"\b(?:earn|make)\s+(?:real\s+|easy\s+|extra\s+|fast\s+)?(?:money|cash|income|\$\d+)\s+"
        r"(?:online|from\s+(?:home|games?)|on\s+auto\s*pilot)\b|\bfree\s+(?:leads|gift\s*cards?)\b",
        "hold",
        "spam",
        "easy money",
    ),
    (
        "pattern",
        r"\b(?:buy|cheap|order|discount)\s+(?:\w+\s+){0,2}(?:viagra|cialis|xanax|tramadol|ozempic"
        r"|followers|likes|essays?)\b|\bonline\s+casinos?\b|\bcasino\s+bonus|\bpayday\s+loans?\b",
        "hold",
        "spam",
        "pills, bought followers, casinos, loans",
    ),
    (
        "pattern",
        r"\b(?:whats\s?app|telegram|signal|viber)\b[^.!?\n]{0,30}\+?\d[\d\s().-]{7,}\d",
        "hold",
        "spam",
        "write to a number elsewhere",
    ),
    (
        "pattern",
        r"\b(?:donate|send)\b[^.!?\n]{0,40}\b(?:btc|bitcoins?|eth|crypto)\b",
        "hold",
        "spam",
        "asks for coins",
    ),
    (
        "pattern",
        r"\b(?:kill\s+yoursel(?:f|ves)|kys|go\s+(?:and\s+)?die|hope\s+(?:you|they)\s+(?:all\s+)?die)\b"
        r"|\bI(?:\s+wi|['’])ll\s+(?:kill|hurt|find)\s+you\b",
        "hold",
        "hatred",
        "wishes of death, threats",
    ),
    (
        "pattern",
        r"\b(?:should|must|deserves?\s+to|needs?\s+to)\s+(?:all\s+)?(?:be\s+(?:shot|hanged|hung|gassed"
        r"|executed)|die)\b",
        "hold",
        "hatred",
        "calls for death; also found in debates on that punishment",
    ),
    (
        "pattern",
        r"\b(?:n[i1]gg(?:er|a)|f[a@]gg?ot|k[i1]ke|sp[i1]c|ch[i1]nk|tr[a@]nny|raghead|wetback)e?s?\b",
        "hold",
        "hatred",
        "slurs: add those of your language",
    ),
    (
        "pattern",
        r"\b(?:fuck|screw)\s+(?:you|u|off|them)\b|\bgo\s+fuck\b|\bstfu\b|\bshut\s+(?:the\s+fuck\s+)?up\b",
        "hold",
        "personal",
        "abuse of whom one answers",
    ),
    (
        "pattern",
        r"\b(?:ass\s?holes?|dick\s?heads?|motherfuckers?|cunts?|twats?|fuck(?:wad|tard|face|er)s?"
        r"|dumb\s?ass(?:es)?|shitheads?|scumbags?|douchebags?|(?:re|lib|trump|fuck)tards?|bitch(?:es)?"
        r"|bastards?)\b",
        "hold",
        "personal",
        "insults without another use",
    ),
    (
        "pattern",
        rf"\b(?:you|u|they|he|she)(?:\s+(?:are|is|r)|['’]re|['’]s)\s+(?:\w+\s+){{0,2}}{_INSULT}s?\b"
        rf"|\byou\s+(?:\w+\s+)?{_NAMES}s?\b"
        r"|\bpiece\s+of\s+(?:shit|crap|garbage)\b",
        "hold",
        "personal",
        "‘you are an idiot’, and the like of others",
    ),
)


def write_missing(phrases: Any, rules: Any) -> None:
    """Create the first phrases where a site has none at all. Takes the two models, which a
    migration has in an older form."""
    if phrases._default_manager.exists():
        return
    by_slug = {rule.slug: rule for rule in rules._default_manager.all()}
    for kind, text, verdict, slug, note in FIRST_PHRASES:
        if slug in by_slug:  # a site may have renamed its rules
            phrases._default_manager.create(
                kind=kind, text=text, verdict=verdict, rule=by_slug[slug], note=note
            )
