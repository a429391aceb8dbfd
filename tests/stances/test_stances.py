"""Where readers stand: kept with every change, told in totals only."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.refusals import Refused
from forum.stances.actions.take import take_stance
from forum.stances.models import Stance, StanceChange
from forum.stances.panel import for_reader
from forum.stances.tallies import totals_of
from tests.cast import asked, client_of, make_article, make_members


def test_every_change_is_kept(article: Article, member: User) -> None:
    for stand in ("for", "undecided", "undecided", "against"):
        take_stance(member, article, stand)
    stance = Stance.objects.get()
    assert (stance.first, stance.now) == ("for", "against")
    steps = StanceChange.objects.values_list("before", "after", "revision")
    assert list(steps) == [("", "for", 1), ("for", "undecided", 1), ("undecided", "against", 1)]


def test_there_are_three_stances(article: Article, member: User) -> None:
    with pytest.raises(Refused) as refusal:
        take_stance(member, article, "neutral")
    assert refusal.value.status == 400
    assert not Stance.objects.exists()


def test_visitors_and_drafts_have_none(article: Article, author: User, visitor: User) -> None:
    with pytest.raises(Refused, match="Log in"):
        take_stance(visitor, article, "for")
    with pytest.raises(Refused, match="not published"):
        take_stance(author, make_article(author, published=False), "for")


def test_totals_are_told_from_five_readers_on(article: Article) -> None:
    readers = make_members(5)
    for reader in readers[:4]:
        take_stance(reader, article, "for")
    assert totals_of([article]) == {}
    take_stance(readers[4], article, "against")
    totals = totals_of([article])[article.pk]
    assert (totals.for_share, totals.undecided_share, totals.against_share) == (80, 0, 20)
    assert totals.readers == 5


def test_the_panel_shows_one_s_own_stance_only(
    article: Article, member: User, reader2: User
) -> None:
    take_stance(member, article, "for")
    assert for_reader(article, member).stand == "for"
    assert for_reader(article, reader2).stand == ""
    assert for_reader(article, reader2).totals is None


def test_a_stance_is_taken_with_a_plain_form(article: Article, member: User) -> None:
    browser = client_of(member)
    address = f"/articles/{article.slug}/stance/"
    answer = browser.post(address, {"stance": "undecided"})
    assert answer.status_code == 302
    page = browser.get(article.get_absolute_url()).content.decode()
    assert 'value="undecided" aria-pressed="true"' in page


def test_a_stance_is_taken_in_few_statements(article: Article, member: User) -> None:
    browser, address = client_of(member), f"/articles/{article.slug}/stance/"
    browser.post(address, {"stance": "for"})  # the first of an essay counts all
    # Who it is (2), the essay, the lock (2 or 1), their stance, where they go, the essay's
    # revision, the step, and the sums: kept, the thousand (2), added up, the crux, the
    # place among changed minds, written.
    assert len(asked(lambda: browser.post(address, {"stance": "against"}))) <= 16
    assert len(asked(lambda: browser.post(address, {"stance": "against"}))) <= 6
    assert Stance.objects.get().now == "against"


def test_what_an_act_says_is_kept_by_the_browser(article: Article, member: User) -> None:
    """In the session it would be written twice: after the act, and when it was read."""
    browser, address = client_of(member), f"/articles/{article.slug}/stance/"
    statements = asked(lambda: browser.post(address, {"stance": "against"}))
    statements += asked(lambda: browser.get(article.get_absolute_url()))
    assert not [sql for sql in statements if sql.startswith('UPDATE "django_session"')]
    browser.post(address, {"stance": "for"})
    said = "Saved. You can change it"
    assert said in browser.get(article.get_absolute_url()).content.decode()
    assert said not in browser.get(article.get_absolute_url()).content.decode()


def test_a_stance_there_is_not_is_refused_with_a_sentence(article: Article, member: User) -> None:
    answer = client_of(member).post(f"/articles/{article.slug}/stance/", {"stance": "maybe"})
    assert answer.status_code == 400
    assert "Choose one" in answer.content.decode()


def test_a_visitor_s_form_does_nothing(client: Client, article: Article) -> None:
    answer = client.post(f"/articles/{article.slug}/stance/", {"stance": "for"})
    assert answer.status_code == 403
    assert not Stance.objects.exists()
