"""What moderation tells somebody is in their language and by their clock, whoever did it; and what
it keeps for all is in the site's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from accounts.speaking import in_words_of, zone_of
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import appeal, debate, decide, lock, restrict
from forum.moderation.actions.batch import act_on_many
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import Act, Hold, LogEntry, Rule, Statement
from forum.moderation.selection import Selection
from forum.notifications.models import Kind, Notification
from forum.stances.actions.take import take_stance
from tests.cast import client_of, make_members
from tests.notifications.mailbox import part, post, wants

pytestmark = pytest.mark.django_db

REASON = "Fines, 4711."
# In Tokyo it is the day after, half past eight.
UNTIL = datetime.combine(timezone.now() + timedelta(days=9), time(23, 30), UTC)
SUBJECT = {"en-gb": "The moderators acted on what you wrote", "de": "Die Moderation hat in etwas"}
ANSWERED = {"en-gb": "Your appeal was answered", "de": "Auf Ihren Einspruch wurde"}
OUTCOME = {
    "en-gb": "The moderators decided about what you flagged",
    "de": "Die Moderation hat über",
}


@dataclass(frozen=True)
class Stage:
    """Whom it is done to, what they wrote, and what the moderator says to it."""

    member: User
    comment: Comment
    article: Article
    decision: Decision

    def to_comment(self, kind: Act) -> LogEntry:
        return decide.act(kind, self.comment, self.decision)

    def to_essay(self, kind: Act) -> LogEntry:
        return decide.act(kind, self.article, self.decision)

    def to_member(self, kind: Act) -> LogEntry:
        return restrict.act_on_member(kind, self.member, self.decision, UNTIL)

    def to_debate(self, kind: Act) -> LogEntry:
        if kind == Act.SLOW:
            return debate.slow(self.article, self.decision, 60, UNTIL)
        if kind == Act.PREMODERATE:
            return debate.premoderate(self.article, self.decision, UNTIL)
        return lock.set_lock_on(self.article, kind, self.decision)

    def to_thread(self, kind: Act) -> LogEntry:
        return lock.set_lock_on_thread(self.comment, kind, self.decision)

    def to_many(self, kind: Act) -> LogEntry:
        now = timezone.now() + timedelta(minutes=1)
        selection = Selection(now - timedelta(hours=1), now, self.member)
        return act_on_many(kind, selection, self.decision)

    def undo(self, kind: Act) -> LogEntry:
        return undo(self.before(kind), self.decision)

    def restore(self, kind: Act) -> LogEntry:
        self.before(Act.REMOVE)
        return self.to_comment(kind)

    def approve(self, kind: Act) -> LogEntry:
        self.before(Act.HOLD)
        return self.to_comment(kind)

    def before(self, kind: Act) -> LogEntry:
        """What was done to the comment earlier, and is no news any more."""
        entry = self.to_comment(kind)
        Notification.objects.all().delete()
        return entry

    def answer(self, kind: Act) -> LogEntry:
        """Decide their appeal against what another moderator did."""
        (other,) = make_members(1, role="moderator")
        decide.hide(other, self.comment, self.decision.rule, REASON)
        asked = appeal.appeal(self.member, Statement.objects.get(), "It is about the figure.")
        Notification.objects.all().delete()
        return appeal.decide(asked, kind == Act.REVERSE, self.decision)


# What is done, and what it is called in each language.
ACTS: dict[tuple[str, Act], tuple[str, str]] = {
    ("approve", Act.APPROVE): ("A moderator approved your comment", "zugelassen"),
    ("to_comment", Act.HOLD): ("A moderator held back your comment", "zurückgehalten"),
    ("to_comment", Act.HIDE): ("A moderator hid your comment", "verborgen"),
    ("to_comment", Act.REMOVE): ("A moderator removed your comment", "entfernt"),
    ("restore", Act.RESTORE): ("A moderator restored your comment", "wiederhergestellt"),
    ("undo", Act.HIDE): ("A moderator took back what was decided", "zurückgenommen"),
    ("to_thread", Act.LOCK): ("A moderator locked the thread", "Strang geschlossen"),
    ("to_many", Act.HIDE): ("A moderator hid 1 comment of yours", "1 Kommentar von Ihnen"),
    ("to_essay", Act.HIDE): ("A moderator hid your essay", "Ihren Essay"),
    ("to_debate", Act.LOCK): ("A moderator locked the debate", "geschlossen"),
    ("to_debate", Act.SLOW): ("A moderator slowed down the debate", "verlangsamt"),
    ("to_debate", Act.PREMODERATE): ("under premoderation", "unter Vorabprüfung"),
    ("to_member", Act.NOTE): ("A moderator put a note in your record", "einen Vermerk"),
    ("to_member", Act.WARN): ("A moderator warned you", "Sie verwarnt"),
    ("to_member", Act.SILENCE): ("A moderator silenced you", "stummgeschaltet"),
    ("to_member", Act.SUSPEND): ("A moderator suspended your account", "Ihr Konto gesperrt"),
    ("to_member", Act.PREMODERATE): ("A moderator put you under", "unter Vorabprüfung"),
    ("to_member", Act.CLEAR): ("A moderator cleared your profile", "Ihr Profil geleert"),
    ("answer", Act.UPHOLD): ("Your appeal was refused", "Ihr Einspruch wurde abgelehnt"),
    ("answer", Act.REVERSE): ("Your appeal was granted", "stattgegeben"),
}
TIMED = (Act.SLOW, Act.PREMODERATE, Act.SILENCE, Act.SUSPEND)


def set_words(person: User, language: str, zone: str) -> User:
    person.language, person.time_zone = language, zone
    person.save()
    return person


@pytest.fixture(params=["de", "en-gb"])
def reading(request: pytest.FixtureRequest) -> str:
    """The language of whom it is for. The moderator has the other, and another clock."""
    return str(request.param)


@pytest.fixture
def abroad(moderator: User, reading: str) -> User:
    if reading == "de":
        return set_words(moderator, "en-gb", "")
    return set_words(moderator, "de", "Asia/Tokyo")


@pytest.fixture
def here(reading: str) -> Callable[[User], User]:
    zone = "Asia/Tokyo" if reading == "de" else ""
    return lambda person: set_words(person, reading, zone)


def in_mail(person: User) -> tuple[str, str]:
    """The subject and the text of the last mail to them, and nobody else's words in its HTML."""
    message = [each for each in post() if each["To"] == person.email][-1]
    return message["Subject"], part(message) + part(message, "html")


def as_read(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize(("how", "kind"), ACTS, ids=[f"{how} {kind}" for how, kind in ACTS])
def test_whom_an_act_concerns_reads_of_it_in_their_own_words_and_by_their_clock(
    how: str,
    kind: Act,
    reading: str,
    abroad: User,
    here: Callable[[User], User],
    comment: Comment,
    article: Article,
    personal: Rule,
) -> None:
    to_author = how in ("to_essay", "to_debate")
    told = here(article.author if to_author else comment.author)
    stage = Stage(told, comment, article, Decision(abroad, personal, REASON))
    with in_words_of(abroad):  # as in a request of theirs
        entry = getattr(stage, how)(kind)
    mine, theirs = ACTS[how, kind] if reading == "en-gb" else ACTS[how, kind][::-1]
    statement = Statement.objects.get(entry=entry, member=told)
    browser = client_of(told)
    page = as_read(browser.get(statement.get_absolute_url()).text)
    if kind == Act.SUSPEND:  # who is suspended has no inbox and gets no mail until that is over
        assert end_for(told) in browser.get("/").text
        User.objects.filter(pk=told.pk).update(suspended_until=None)
    subject, mail = in_mail(told)
    assert subject.startswith((ANSWERED if how == "answer" else SUBJECT)[reading])
    for words in (page, mail, as_read(browser.get("/notices/").text)):
        assert mine in words
        assert theirs not in words
        assert REASON in words
        assert kind not in TIMED or end_for(told) in words


def end_for(person: User) -> str:
    """When it ends, in this person's language and by their clock."""
    with translation.override(person.language):
        return date_format(UNTIL.astimezone(zone_of(person) or UTC), "DATETIME_FORMAT")


@pytest.mark.parametrize(
    ("kind", "english", "german"),
    [
        (Act.KEEP, "It was let stand. The reason given:", "Es durfte bleiben."),
        (Act.HIDE, "It broke a rule. Rule 3,", "Es hat eine Regel verletzt. Regel 3,"),
        (Act.UNDO, "An earlier decision about it was", "Eine frühere Entscheidung darüber"),
    ],
)
def test_who_flagged_something_is_answered_in_their_own_words(
    kind: Act,
    english: str,
    german: str,
    reading: str,
    abroad: User,
    here: Callable[[User], User],
    reader2: User,
    comment: Comment,
    personal: Rule,
) -> None:
    flagger, decision = here(reader2), Decision(abroad, personal, REASON)
    wants(flagger, Kind.FLAG, "now")
    flag(flagger, comment, comment.article, personal)
    with in_words_of(abroad):
        entry = decide.act(Act.HIDE if kind == Act.UNDO else kind, comment, decision)
        if kind == Act.UNDO:
            undo(entry, decision)
    mine, theirs = (german, english) if reading == "de" else (english, german)
    subject, mail = in_mail(flagger)
    if kind != Act.UNDO:  # that mail tells of two
        assert subject.startswith(OUTCOME[reading])
    for words in (client_of(flagger).get("/notices/").text, mail):
        assert mine in words
        assert theirs not in words


def test_the_reason_that_software_gives_in_the_log_is_in_the_site_s_language(
    comment: Comment, personal: Rule
) -> None:
    german = {"language": "de", "joined": timezone.now() - timedelta(days=2)}
    set_words(comment.author, "de", "Asia/Tokyo")
    for number, reader in enumerate(make_members(4, **german)):
        with in_words_of(reader):
            take_stance(reader, comment.article, ("for", "against")[number % 2])
            flag(reader, comment, comment.article, personal)
    entry = LogEntry.objects.get()
    assert entry.automated
    assert entry.reason.startswith("Readers who stand on both sides of the essay flagged it")
    assert Hold.objects.get().why == entry.reason
    told = Notification.objects.get(recipient=comment.author, kind=Kind.MODERATION)
    assert told.text.startswith("Die Software der Website hat Ihren Kommentar")
