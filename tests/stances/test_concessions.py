"""What an essay's author concedes: a dated note in the essay, on the argument, and in a notice."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish_manuscript, withdraw
from forum.articles.manuscript import Manuscript, in_progress
from forum.articles.models import Article, Claim
from forum.comments.actions.delete import delete_comment
from forum.comments.models import Comment
from forum.moderation.actions.decide import hide
from forum.moderation.models import Rule
from forum.notifications.models import Kind, Notification
from forum.stances.actions.concede import amend, concede_claim, unconcede
from forum.stances.models import Concession
from tests.cast import THESIS, client_of, make_article, make_claim, make_comment, rewrite
from tests.stances.pages import AGAINST, BETTER, NOTE, form, page_of, url


def test_its_author_is_told(author: User, member: User, claim: Claim, comment: Comment) -> None:
    concede_claim(author, comment, claim, True, NOTE)
    notice = Notification.objects.get(kind=Kind.CONCEDED)
    assert (notice.recipient, notice.actor, notice.comment) == (member, author, comment)
    assert "changed an essay because of what you wrote" in page_of(member, "/notices/")
    assert "The author conceded C3 to this argument" in page_of(member, comment.get_absolute_url())


def test_the_essay_and_its_history_say_so(
    client: Client, author: User, claim: Claim, comment: Comment
) -> None:
    concede_claim(author, comment, claim, False, f"{NOTE} <b>Not bold.</b>")
    for address in (claim.article.get_absolute_url(), f"/articles/{claim.article.slug}/history/"):
        page = client.get(address).content.decode()
        assert "Conceded in part" in page
        assert "and they come back later" in page
        assert "&lt;b&gt;Not bold." in page
        assert f'<a href="/comments/{comment.pk}/">Read the argument that moved me</a>' in page


def test_the_thesis_is_amended(author: User, article: Article, comment: Comment) -> None:
    browser = client_of(author)
    told = browser.post(url(comment), form(what="thesis", thesis=BETTER))
    assert told["Location"] == f"{article.get_absolute_url()}#thesis"
    article.refresh_from_db()
    assert article.thesis == BETTER
    revision = article.revisions.last()
    assert (revision.number, revision.thesis) == (2, BETTER)
    assert revision.note == f"Amended the thesis because of an argument. {NOTE}"
    page = browser.get(article.get_absolute_url()).content.decode()
    assert f"was ‘{THESIS}’" in page
    assert "The author amended the thesis because of this argument" in page
    assert f"was ‘{THESIS}’" in page_of(author, f"/articles/{article.slug}/history/")


def test_what_the_site_adds_to_a_note_that_all_read_is_in_its_own_language(
    author: User, article: Article, comment: Comment
) -> None:
    author.language = "de"
    author.save()
    client_of(author).post(url(comment), form(what="thesis", thesis=BETTER))
    note = article.revisions.last().note
    assert note == f"Amended the thesis because of an argument. {NOTE}"


def test_the_thesis_sent_twice_is_amended_once(
    author: User, article: Article, comment: Comment
) -> None:
    for _ in range(2):
        amend(author, comment, BETTER, NOTE)
    assert article.revisions.count() == 2
    assert Concession.objects.count() == 1


def test_changes_in_waiting_stay_and_take_the_new_thesis(
    author: User, article: Article, comment: Comment
) -> None:
    typed = Manuscript(title="Another title", thesis=THESIS, source="Half of a new text.")
    save_draft(author, typed, article)
    amend(author, comment, BETTER, NOTE)
    kept = in_progress(Article.objects.get())
    assert (kept.title, kept.source, kept.thesis) == (typed.title, typed.source, BETTER)
    publish_manuscript(author, kept, Article.objects.get())
    assert Article.objects.get().thesis == BETTER


def test_a_thesis_in_waiting_stays_its_author_s(
    author: User, article: Article, comment: Comment
) -> None:
    save_draft(author, Manuscript(title="T", thesis="My own new one.", source="S"), article)
    amend(author, comment, BETTER, NOTE)
    assert in_progress(Article.objects.get()).thesis == "My own new one."
    assert Article.objects.get().title != "T"


def test_a_note_outlives_its_argument_and_tells_nothing_of_it(
    client: Client, author: User, claim: Claim, comment: Comment, member: User, moderator: User
) -> None:
    other = make_comment(member, claim.article, "against", source="Another against it.")
    concede_claim(author, comment, claim, False, NOTE)
    amend(author, other, BETTER, NOTE)
    hide(moderator, comment, Rule.objects.first(), "Aimed at a person.")
    delete_comment(member, other)
    for address in (claim.article.get_absolute_url(), f"/articles/{claim.article.slug}/history/"):
        page = client.get(address).content.decode()
        assert "Conceded in part" in page
        assert page.count("The argument that led to this is no longer shown.") == 2
        assert AGAINST not in page
        assert "Gregor Maas" not in page
        assert "Read the argument that moved me" not in page


def test_what_was_conceded_on_a_claim_that_is_gone_is_never_lost(
    client: Client, author: User, claim: Claim, comment: Comment
) -> None:
    concede_claim(author, comment, claim, True, NOTE)
    rewrite(claim.article, lambda _: "No claim at all.")
    page = client.get(claim.article.get_absolute_url()).content.decode()
    assert "On claims that the essay no longer makes." in page
    assert "‘Without fines, the books still come back.’" in page
    assert "and they come back later" in page


def test_it_is_taken_back_within_a_day(author: User, claim: Claim, comment: Comment) -> None:
    conceded = concede_claim(author, comment, claim, False, NOTE)
    address = f"/concessions/{conceded.pk}/take-back/"
    assert address in page_of(author, claim.article.get_absolute_url())
    assert "and they come back later" in page_of(author, address)
    told = client_of(author).post(address)
    assert told["Location"] == claim.article.get_absolute_url()
    assert not Concession.objects.exists()
    assert not Notification.objects.filter(kind=Kind.CONCEDED).exists()
    assert client_of(author).post(address).status_code == 404


def test_the_notice_stays_while_something_is_conceded(
    author: User, claim: Claim, comment: Comment
) -> None:
    conceded = concede_claim(author, comment, claim, False, NOTE)
    amend(author, comment, BETTER, NOTE)
    unconcede(author, conceded)
    assert Notification.objects.filter(kind=Kind.CONCEDED).exists()


def test_after_a_day_it_stays(author: User, claim: Claim, comment: Comment) -> None:
    conceded = concede_claim(author, comment, claim, False, NOTE)
    Concession.objects.update(made_at=timezone.now() - timedelta(hours=24, minutes=1))
    address = f"/concessions/{conceded.pk}/take-back/"
    assert address not in page_of(author, claim.article.get_absolute_url())
    told = client_of(author).post(address)
    assert told.status_code == 403
    assert "within 24 hours" in told.content.decode()
    assert Concession.objects.exists()


def test_a_thesis_is_amended_again_instead(author: User, comment: Comment) -> None:
    conceded = amend(author, comment, BETTER, NOTE)
    told = client_of(author).post(f"/concessions/{conceded.pk}/take-back/")
    assert told.status_code == 403
    assert "amend it again" in told.content.decode()


def test_others_take_nothing_back(
    author: User, claim: Claim, comment: Comment, member: User
) -> None:
    conceded = concede_claim(author, comment, claim, False, NOTE)
    told = client_of(member).post(f"/concessions/{conceded.pk}/take-back/")
    assert told.status_code == 403
    withdraw(author, claim.article)
    assert client_of(member).get(f"/concessions/{conceded.pk}/take-back/").status_code == 404
    assert Concession.objects.exists()


def test_pages_ask_as_much_for_many_concessions(
    author: User, member: User, reader2: User, same_queries: object
) -> None:
    article = make_article(author)
    claims = [make_claim(article, number) for number in range(1, 11)]
    browser = client_of(reader2)

    def more(how_many: int) -> None:
        for each in range(how_many):
            comment = make_comment(member, article, "against" if each % 2 else "for")
            concede_claim(author, comment, claims[each % 10], True, NOTE)

    browser.get(article.get_absolute_url())  # what comes is new to the reader, be it little or much
    same_queries(more, lambda: browser.get(article.get_absolute_url()))
    same_queries(more, lambda: browser.get(f"/articles/{article.slug}/history/"))


def test_administrators_look_concessions_up(
    administrator: User, author: User, claim: Claim, comment: Comment
) -> None:
    concede_claim(author, comment, claim, False, NOTE)
    page = page_of(administrator, "/admin/stances/concession/?q=later")
    assert "1 concession" in page
