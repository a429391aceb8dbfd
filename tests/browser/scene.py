"""One site with something of everything on it, for the tests that look at every page."""

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import cycle

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.actions import mute
from accounts.models import User
from accounts.roles import Role
from forum.articles.actions.revise import revise
from forum.articles.actions.upload import save_upload
from forum.articles.anchors import Quotation
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, Series
from forum.bookmarks.actions import keep
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.models import Comment
from forum.moderation.actions.appeal import appeal
from forum.moderation.actions.decide import hide
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.models import Appeal, LogEntry, Rule, Statement
from forum.stances.actions.concede import amend, concede_claim
from forum.stances.actions.take import take_stance
from forum.stances.models import Concession
from tests import cast

ESSAY = """
[C1: A fine teaches people to stay away.][^1] [C2: Who owes, hides.]

## What we saw

![Returns a month, the same before and after](PICTURE "Returns a month, counted at the desk.")

> Readers who owed money stopped coming.

| year | readers | fines, in the money of that year |
| --- | --- | --- |
| 2018 | 4,120 | 11,400 |
| 2021 | 5,067 | 0 |

### Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetz

```
returns = lent - lost  # a line of code that is longer than a phone is wide, as lines of code are
```

## What it costs

1. [C3: **A reminder** costs less than a clerk.] `returns` did not change.
2. See <https://example.org/a/very/long/address/that/has/no/place/where/a/line/could/be/broken>.

[^1]: Our own count, at the desk, from 2018 to 2021.
"""
ARGUMENT = (
    "The count leaves out **books that never came back**; see [the table](https://example.org)."
)
REPLY = (
    "> books that never came back\n\nWe counted those too: ‘lost’ is every book gone for a year."
)


CONCEDED = (
    "Some came back for the reminder, and not for the fine.\n\nI have left the claim as it was."
)
ENDLESS = f"{'Rinderkennzeichnung' * 6} https://example.org/{'a' * 90}"


@dataclass
class Scene:
    author: User
    member: User
    moderator: User
    administrator: User
    article: Article
    series: Series
    draft: Article
    comment: Comment  # flagged, and waiting for a moderator
    edited: Comment  # the member's own
    concession: Concession
    log_entry: LogEntry
    statement: Statement  # to the member, of a comment of theirs that was hidden
    appeal: Appeal  # the member's, which the moderator may decide
    mover: Comment  # moved readers, the member too


def set_scene() -> Scene:
    """Two essays in a series and a draft; a debate of 60, six deep; flags, acts and notices."""
    author = cast.make_user("ines", "Ines Okafor", bio="Writes about things we share.")
    member = cast.make_user("gregor", "Gregor Maas-Konstantinopoulos of the Hardware Shop")
    moderator = cast.make_user("wilma", "Wilma Jansen", Role.MODERATOR)
    article = _essays(author)
    comment = _debate(author, member, article)
    _anchored(author, member, article)
    rule = Rule.objects.get(slug="personal")
    flag(cast.make_user("oskar"), comment, article, rule, "Aimed at the woman, not at the count.")
    flag_member(member, author, rule, f"Her profile is about me: {ENDLESS}")
    keep(member, article, None, f"To read again in spring. {ENDLESS}")
    keep(member, article, comment, "")
    administrator = cast.make_user("nora", "Nora Lindgren", Role.ADMINISTRATOR)
    return Scene(
        author=author,
        member=member,
        moderator=moderator,
        administrator=administrator,
        article=article,
        series=Series.objects.get(),
        draft=cast.make_article(author, published=False, title="Still thinking"),
        comment=comment,
        edited=_changed(author, member, article),
        concession=_conceded(author, member, article),
        log_entry=_act(moderator, comment, rule),
        statement=_stated(member, moderator, article, rule),
        appeal=_appealed(member, administrator, article, rule),
        mover=_moved(author, member, article),
    )


def _essays(author: User) -> Article:
    picture = save_upload(author, _picture(), "Two lines that stay level.", "Counted at the desk.")
    cast.make_article(author, series="Things we share", part=2, tags=("Towns",))
    article = cast.make_article(
        author,
        title="The fine that costs the library",
        subtitle="Four years of counting at the desk",
        source=ESSAY.replace("PICTURE", picture.file.url),
        tags=("Libraries", "Money"),
        cover=picture.pk,
        series="Things we share",
        part=1,
    )
    better = replace(Manuscript.of(article), thesis="No library should fine late readers.")
    return revise(author, article, replace(better, note="Said it shorter."))


def _picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (1200, 640), "white").save(content, "PNG")
    return SimpleUploadedFile("returns.png", content.getvalue(), "image/png")


def _debate(author: User, member: User, article: Article) -> Comment:
    """Twenty roots on all sides, and a thread of forty that goes six deep. The last one said."""
    sides = cycle(["against", "for", "neutral", "for", "against"])
    others = cast.make_members(3)
    mute(member, others[0])
    people = cycle([member, author, *others])
    for _ in range(20):
        comment = cast.make_comment(next(people), article, next(sides), source=ARGUMENT)
    for _ in range(8):
        comment = cast.make_comment(member, article, "against", source=ARGUMENT)
        for _ in range(5):
            comment = cast.make_comment(next(people), article, next(sides), comment, REPLY)
    return comment


def _anchored(author: User, member: User, article: Article) -> None:
    """Answers to a claim and to words in all kinds of places: a heading, a table, code, a list."""
    quotations = (
        Quotation(claim=3),
        Quotation("away. Who owes"),
        Quotation("aufgabenübertragungs"),
        Quotation("fines, in the money"),
        Quotation("line of code that is longer"),
        Quotation("a clerk. returns did"),
        Quotation("See https://example.org/a/very"),
    )
    for quotation, position in zip(quotations, cycle(["for", "against", "neutral"]), strict=False):
        cast.make_anchored(member, article, quotation, position)
        cast.make_anchored(author, article, quotation, position)


def _changed(author: User, member: User, article: Article) -> Comment:
    """One comment that its author deleted under an answer, and one that was edited."""
    gone = cast.make_comment(author, article, "for", source=ARGUMENT)
    edited = cast.make_comment(member, article, "neutral", gone, ENDLESS)
    delete_comment(author, gone)
    return edit_comment(member, edited, "neutral", f"Where is this from? {ENDLESS}")


def _conceded(author: User, member: User, article: Article) -> Concession:
    """The thesis amended, and two claims conceded, of which the essay has dropped one."""
    comment = cast.make_comment(member, article, "against", source=ARGUMENT)
    amend(author, comment, "No library should fine readers of any age.", CONCEDED)
    dropped = cast.make_claim(article, 9, "Nobody has ever paid a fine with a smile.")
    concede_claim(author, comment, dropped, True, CONCEDED)
    cast.rewrite(article, lambda source: source.replace(f"[C9: {dropped.text}]", "Few do."))
    return concede_claim(author, comment, article.claims.get(number=1), False, CONCEDED)


def _act(moderator: User, comment: Comment, rule: Rule) -> LogEntry:
    """A comment that was hidden, whose author was told; the essay's debate stays open."""
    hidden = Comment.objects.filter(article=comment.article, depth=5).last()
    assert hidden
    hide(moderator, hidden, rule, "The last sentence is about the writer.")
    return LogEntry.objects.latest("id")


def _stated(member: User, moderator: User, article: Article, rule: Rule) -> Statement:
    comment = cast.make_comment(member, article, "against", source=f"{ARGUMENT} {ENDLESS}")
    hide(moderator, comment, rule, f"The address says who she is: {ENDLESS}")
    return Statement.objects.get(member=member, comment=comment)


def _appealed(member: User, administrator: User, article: Article, rule: Rule) -> Appeal:
    told = _stated(member, administrator, article, rule)
    return appeal(member, told, f"It is my own address. {ENDLESS}")


def _moved(author: User, member: User, article: Article) -> Comment:
    """A comment that moved six readers, among others who stayed or went the other way."""
    mover = cast.make_comment(author, article, "against", source=ARGUMENT)
    for reader in [member, *cast.make_members(5)]:
        cast.make_delta(reader, mover, f"{cast.REASON} {ENDLESS}")
    ways = [("for",), ("against",), ("undecided",), ("against", "for"), ("undecided", "for")]
    for reader, way in zip(cast.make_members(30), cycle(ways), strict=False):
        for stand in way:
            take_stance(reader, article, stand)
    return mover
