"""Slow mode and premoderation: on a debate, by its author too, and on the whole site."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.moderation.actions.debate import premoderate, slow
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import LogEntry, Restriction, Rule, Statement
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import make_article

REASON = "Forty remarks an hour, most about the writer."
MINUTES = 60


@pytest.fixture
def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def in_force(article: Article) -> list[tuple[str, int | None]]:
    active = Restriction.objects.active(timezone.now()).on_debate(article)
    return list(active.values_list("kind", "pause"))


def test_a_moderator_slows_a_debate_until_it_is_undone(
    article: Article, author: User, moderator: User, personal: Rule, tomorrow: datetime
) -> None:
    entry = slow(article, Decision(moderator, personal, REASON), 5 * MINUTES, tomorrow)
    assert in_force(article) == [("slow", 300)]
    assert (entry.scope, entry.pause, entry.until) == ("debate", 300, tomorrow)
    assert Statement.objects.get().member == author
    undo(entry, Decision(moderator, None, "It is calm again."))
    assert in_force(article) == []


def test_what_was_set_ends_by_itself(
    article: Article, moderator: User, personal: Rule, tomorrow: datetime
) -> None:
    premoderate(article, Decision(moderator, personal, REASON), tomorrow)
    assert in_force(article) == [("premoderate", None)]
    Restriction.objects.update(until=timezone.now())
    assert in_force(article) == []


def test_the_essays_author_chooses_premoderation_in_their_own_debate_only(
    article: Article, author: User, reader2: User, personal: Rule, tomorrow: datetime
) -> None:
    entry = premoderate(article, Decision(author, personal, REASON), tomorrow)
    assert in_force(article) == [("premoderate", None)]
    other = make_article(reader2)
    with pytest.raises(Refused, match="Only the essay’s author"):
        premoderate(other, Decision(author, personal, REASON), tomorrow)
    with pytest.raises(Refused, match="Only moderators"):
        slow(article, Decision(author, personal, REASON), 5 * MINUTES, tomorrow)
    undo(entry, Decision(author, None, "It is calm again."))
    assert in_force(article) == []


def test_what_a_moderator_set_only_a_moderator_lifts(
    article: Article, author: User, moderator: User, personal: Rule, tomorrow: datetime
) -> None:
    entry = premoderate(article, Decision(moderator, personal, REASON), tomorrow)
    with pytest.raises(Refused, match="Only moderators") as refused:
        undo(entry, Decision(author, None, "But it is mine."))
    assert refused.value.status == 403
    with pytest.raises(Refused, match="holds already") as refused:
        premoderate(article, Decision(author, personal, REASON), tomorrow)
    assert refused.value.status == 409


def test_an_author_whose_own_act_a_moderator_undoes_is_told_why(
    article: Article, author: User, moderator: User, personal: Rule, tomorrow: datetime
) -> None:
    entry = premoderate(article, Decision(author, personal, REASON), tomorrow)
    assert not Statement.objects.exists()  # nobody needs to be told what they did themselves
    done = undo(entry, Decision(moderator, None, "Nobody was unkind there."))
    assert Statement.objects.get(member=author).entry == done
    notice = Notification.objects.get(recipient=author).text
    assert "took back" in notice
    assert "Nobody was unkind there." in notice


def test_the_site_under_attack_is_premoderated_by_moderators_only(
    article: Article, author: User, moderator: User, personal: Rule, tomorrow: datetime
) -> None:
    with pytest.raises(Refused, match="moderators can do this"):
        premoderate(None, Decision(author, personal, REASON), tomorrow)
    entry = premoderate(None, Decision(moderator, personal, REASON), tomorrow)
    assert (entry.scope, entry.article, entry.member) == ("site", None, None)
    assert in_force(article) == [("premoderate", None)]
    undo(entry, Decision(moderator, None, "They have gone."))
    assert in_force(article) == []


@pytest.mark.parametrize("pause", [0, -1, 24 * 60 * MINUTES + 1])
def test_a_pause_is_of_a_day_at_most(
    article: Article, moderator: User, personal: Rule, tomorrow: datetime, pause: int
) -> None:
    with pytest.raises(Refused, match="pause") as refused:
        slow(article, Decision(moderator, personal, REASON), pause, tomorrow)
    assert refused.value.status == 400
    assert not LogEntry.objects.exists()


def test_a_draft_has_no_debate_to_slow(
    author: User, moderator: User, personal: Rule, tomorrow: datetime
) -> None:
    draft = make_article(author, published=False)
    with pytest.raises(Refused, match="no debate"):
        slow(draft, Decision(moderator, personal, REASON), MINUTES, tomorrow)
