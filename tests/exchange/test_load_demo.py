"""The demo, loaded: what a visitor finds on the first day."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts import roles
from accounts.models import User
from forum.articles.models import Article, Passage, Revision
from forum.comments.actions.recount import recount
from forum.comments.models import Comment, Rating, Visit
from forum.moderation.balance import Verdict
from forum.moderation.models import (
    Act,
    Appeal,
    AppealState,
    Case,
    Flag,
    FlagState,
    Hold,
    LogEntry,
    Restriction,
    RestrictionKind,
    Scope,
)
from forum.moderation.numbers.period import Period
from forum.moderation.numbers.whole import count
from forum.notifications.models import Notification, Watch
from forum.stances.actions.mend import mend
from forum.stances.models import ClaimAnswer, Concession, Delta, StanceChange, Tally
from forum.stances.tallies import totals_in
from tests.cast import client_of


def run(**options: object) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def test_the_demo_is_told_once_and_whole(db: None) -> None:
    """One test for all of it: loading takes seconds."""
    said = run()
    assert "password ‘counterpoint’" in said
    assert_people()
    assert_the_past_is_past()
    assert_debates_add_up()
    assert_comments_answer_places()
    assert_readers_have_said_what_they_think()
    assert_authors_have_given_way()
    assert_moderators_have_work()
    assert_moderators_are_accountable()
    assert_the_longest_page_is_light()
    before = Comment.objects.count()
    assert "there already" in run()
    assert Comment.objects.count() == before


def assert_people() -> None:
    client = Client()
    assert client.login(username="gregor.maas", password="counterpoint")
    assert roles.is_moderator(User.objects.get(username="wilma"))
    assert roles.is_administrator(User.objects.get(username="admin"))


def assert_the_past_is_past() -> None:
    """Everything happened at its time in the story, nothing in the moment of loading."""
    loading = timezone.now() - timedelta(minutes=10)
    moments = {
        Article: ["created_at", "published_at", "saved_at", "revised_at", "last_comment_at"],
        Revision: ["created_at"],
        Comment: ["created_at"],
        Flag: ["created_at"],
        LogEntry: ["at"],
        Case: ["since"],
        Notification: ["created_at"],
        Watch: ["since"],
        StanceChange: ["at"],
        Concession: ["made_at"],
        Delta: ["given_at"],
        ClaimAnswer: ["answered_at"],
    }
    for model, fields in moments.items():
        for field in fields:
            assert not model.objects.filter(**{f"{field}__gt": loading}).exists(), (model, field)
    assert not Visit.objects.filter(seen_at__gt=timezone.now()).exists()
    # The order of rows is the order of time: pages rely on it.
    times = list(Comment.objects.order_by("pk").values_list("created_at", flat=True))
    assert times == sorted(times)


def assert_the_longest_page_is_light() -> None:
    """In bytes, as it is sent. A member’s has a form for each argument."""
    kerb = Article.objects.get(title="The cheapest land in town").get_absolute_url()
    readers = User.objects.filter(username__in=("gregor.maas", "ines.okafor"))
    for client, most in [(Client(), 18_500), *((client_of(one), 20_480) for one in readers)]:
        answer = client.get(kerb, headers={"Accept-Encoding": "br"})
        assert answer["Content-Encoding"] == "br"
        assert len(answer.content) <= most


def assert_debates_add_up() -> None:
    assert not [mended for article in Article.objects.all() for mended in recount(article)]
    ratings = Rating.objects.select_related("comment")
    assert not [rating for rating in ratings if rating.reader_id == rating.comment.author_id]
    strongest = Comment.objects.filter(parent=None).exclude(position="neutral")
    assert strongest.order_by("-score")[0].score > 0.6  # an argument that the other side praised
    assert Article.objects.filter(locked_at__isnull=False).count() == 1
    assert Article.objects.filter(html__contains="<figure>").exists()
    assert Article.objects.exclude(cover=None).exists()


def assert_comments_answer_places() -> None:
    roots = Comment.objects.filter(parent=None)
    assert roots.exclude(passage=None).count() >= roots.count() / 2
    kerb = Article.objects.get(title="The cheapest land in town")
    disputed = max(kerb.claims.all(), key=lambda claim: claim.for_count + claim.against_count)
    assert disputed.number == 4
    assert disputed.against_count > disputed.for_count
    taken_out = Passage.objects.get(article=kerb, quote__startswith="Trade on the street")
    assert not taken_out.is_found  # what is said of it was said of an earlier version
    assert taken_out.comments.exists()
    corrected = Passage.objects.get(quote__contains="three in four of those belonged")
    assert corrected.is_found  # again, after its author put another number there
    assert "402 of those, two in three" in corrected.article.html


def assert_readers_have_said_what_they_think() -> None:
    assert not [mended for article in Article.objects.all() for mended in mend(article)]
    kerb = Tally.objects.get(article__title="The cheapest land in town")
    assert kerb.crux
    assert kerb.crux.number == 4
    assert min(readers for moved in kerb.moves.values() for readers in moved.values()) >= 5
    newest = Tally.objects.get(article__title="The meeting should be a letter")
    assert totals_in(newest.moves) is None
    assert not Article.objects.filter(claims=None).exists()
    assert Comment.objects.filter(moved_count__gte=3).count() >= 3
    assert Delta.objects.values("giver").distinct().count() >= 40
    unmoved = Delta.objects.filter(change__before="")
    assert not unmoved.exists()
    assert not Delta.objects.filter(given_at__lt=F("comment__created_at")).exists()
    quiet = User.objects.filter(username="orla.brennan").get()
    assert not quiet.has_usable_password()


def assert_authors_have_given_way() -> None:
    rome = Article.objects.get(title__startswith="Rome fell")
    amended = Concession.objects.get(article=rome)
    assert amended.thesis_after == rome.thesis
    assert "survived" in rome.thesis
    assert rome.revised_at == amended.made_at
    conceded = Concession.objects.exclude(claim=None)
    assert set(conceded.values_list("is_whole", flat=True)) == {True, False}
    assert conceded.values("article").distinct().count() >= 2


def assert_moderators_have_work() -> None:
    states = set(Flag.objects.values_list("state", flat=True))
    assert states == set(FlagState.values)
    acts = set(LogEntry.objects.values_list("act", flat=True))
    assert acts >= {*Act.values} - {Act.UNLOCK, Act.CLEAR}
    unread = Notification.objects.filter(read_at=None)
    assert unread.filter(recipient__username="gregor.maas").count() == 12
    waiting = Case.objects.all()
    for kind in ("comment", "member", "appeal"):
        assert waiting.exclude(**{kind: None}).exists()
    assert 1 <= waiting.filter(due_at__lt=timezone.now()).count() < waiting.count() / 2


def assert_moderators_are_accountable() -> None:
    """The log proves itself; appeals went every way; those who cannot write are told why."""
    said = StringIO()
    call_command("verify_log", stdout=said)  # raises if the chain is broken anywhere
    assert "The log holds" in said.getvalue()
    assert set(Appeal.objects.values_list("state", flat=True)) == set(AppealState.values)
    holding = Restriction.objects.active(timezone.now())
    assert set(holding.values_list("kind", flat=True)) == set(RestrictionKind.values)
    silenced = User.objects.get(username="rolf.kessler")
    assert silenced.is_silenced
    assert Appeal.objects.get(state="waiting").statement.member == silenced
    assert LogEntry.objects.get(act="undo").undoes.scope == Scope.MANY
    held_by = set(Hold.objects.values_list("name", flat=True))
    assert held_by == {"new_with_links", "phrases", "premoderated", "flags"}
    sides = count(Period.YEAR).sides
    assert (sides.taken.verdict, sides.back.verdict) == (Verdict.CHANCE, Verdict.FEW)


def test_a_site_in_earnest_does_not_get_public_passwords(db: None, settings: object) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="public"):
        run()
    assert not User.objects.exists()
