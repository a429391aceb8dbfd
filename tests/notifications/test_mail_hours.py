"""When a digest is due, by each member's own clock."""

from datetime import date, datetime
from typing import Any

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.notifications.mailing.hours import begins, clock, last_day, next_at
from forum.notifications.models import Letter, Notification
from tests.cast import make_comment, make_user
from tests.notifications.mailbox import post, wants


def moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    ("mail", "where", "now", "last", "following"),
    [
        ("daily", "", "2026-12-01T07:59:59Z", "2026-11-30", "2026-12-01T08:00:00Z"),
        ("daily", "", "2026-12-01T08:00:00Z", "2026-12-01", "2026-12-02T08:00:00Z"),
        ("daily", "Asia/Tokyo", "2026-11-30T23:00:00Z", "2026-12-01", "2026-12-01T23:00:00Z"),
        ("daily", "America/Los_Angeles", "2026-12-01T15:59:00Z", "2026-11-30", "2026-12-01T16:00Z"),
        ("weekly", "", "2026-12-06T23:00:00Z", "2026-11-30", "2026-12-07T08:00:00Z"),
        ("weekly", "", "2026-12-07T08:00:00Z", "2026-12-07", "2026-12-14T08:00:00Z"),
        ("weekly", "Pacific/Auckland", "2026-12-06T19:00:00Z", "2026-12-07", "2026-12-13T19:00Z"),
        # Summer time: eight o'clock stays eight o'clock, also on the day that has 23 hours.
        ("daily", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-28", "2026-03-29T06:00:00Z"),
    ],
)
def test_digests_come_at_eight_where_the_member_lives(
    mail: str, where: str, now: str, last: str, following: str
) -> None:
    assert last_day(mail, clock(User(time_zone=where)), moment(now)) == date.fromisoformat(last)
    assert next_at(mail, clock(User(time_zone=where)), moment(now)) == moment(following)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "\0"])
def test_a_zone_that_is_none_is_the_site_s(name: str) -> None:
    assert str(clock(User(time_zone=name))) == "UTC"


def test_who_runs_the_site_sets_the_hour(settings: Any) -> None:
    settings.DIGEST_HOUR = 18
    assert begins(date(2026, 12, 1), clock(User(time_zone="Europe/Berlin"))) == moment(
        "2026-12-01T17:00:00Z"
    )


@pytest.fixture
def readers(article: Article) -> list[User]:
    """One in Tokyo, one in Berlin and one in California, who are told of one comment each."""
    zones = {"aoi": "Asia/Tokyo", "bo": "Europe/Berlin", "cleo": "America/Los_Angeles"}
    people = [make_user(name, time_zone=where) for name, where in zones.items()]
    for person in people:
        wants(person, "reply", "daily")
        make_comment(article.author, article, "against", make_comment(person, article))
    Notification.objects.exclude(recipient__in=people).delete()
    at = moment("2026-12-01T12:00:00Z")
    Notification.objects.update(created_at=at, mail_at=at)
    return people


def to(at: str) -> list[str]:
    """Whom the worker mails at this moment of December."""
    return [message["To"].partition("@")[0] for message in post(moment(f"2026-12-{at}:00Z"))]


def answer_again(reader: User, at: str) -> None:
    """Somebody answers the reader at this moment, and the essay's author is told of nothing."""
    essay = Article.objects.get()
    make_comment(essay.author, essay, "against", make_comment(reader, essay))
    Notification.objects.filter(recipient=essay.author).delete()
    waiting = Notification.objects.filter(recipient=reader, letter=None)
    waiting.update(created_at=moment(f"2026-12-{at}:00Z"), mail_at=moment(f"2026-12-{at}:00Z"))


def test_each_is_mailed_in_the_morning_of_their_own_day(readers: list[User]) -> None:
    hours = ("01T12:00", "01T15:59", "01T16:00", "01T23:00", "02T06:59", "02T07:00", "03T23:00")
    came = {hour: to(hour) for hour in hours}
    assert {hour: who for hour, who in came.items() if who} == {
        "01T16:00": ["cleo"],
        "01T23:00": ["aoi"],
        "02T07:00": ["bo"],
    }


def test_a_worker_that_was_down_catches_up_once(readers: list[User]) -> None:
    _aoi, bo, _cleo = readers
    assert set(to("04T15:00")) == {"aoi", "bo", "cleo"}
    for late in ("03T12:00", "04T16:00"):
        answer_again(bo, late)
        assert to("04T17:00") == [], "that day's digest is out"
    assert to("05T07:00") == ["bo"]
    assert Letter.objects.filter(member=bo).count() == 2


def test_who_moves_is_mailed_once_a_day_all_the_same(readers: list[User]) -> None:
    assert "cleo" in to("01T16:00")
    cleo = readers[2]
    User.objects.filter(pk=cleo.pk).update(time_zone="Pacific/Honolulu")
    answer_again(cleo, "01T17:00")
    assert "cleo" not in to("01T18:30"), "eight o'clock, for the second time on that day"
    assert "cleo" in to("02T18:30")
