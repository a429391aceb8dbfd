"""The clash: each argument beside its strongest answer, and what nobody has answered."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.articles.actions.revise import revise
from forum.articles.actions.state import set_state as set_article_state
from forum.articles.anchors import Quotation
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article
from forum.comments.actions.post import Argument, post_comment
from forum.comments.actions.state import set_state
from forum.comments.clash import Clash
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.lock import lock
from tests.cast import client_of, make_article, make_comment, make_members, rate

type Row = tuple[Comment, Comment | None]


def page(client: Client, article: Article, query: str = "", **headers: str) -> HttpResponse:
    place = reverse("comments:clash", args=[article.slug])
    response = client.get(place + query, headers=headers)
    assert response.status_code == 200
    return response


def words(client: Client, article: Article, query: str = "") -> str:
    soup = BeautifulSoup(page(client, article, query).content, "html.parser")
    return " ".join(soup.main.get_text(" ").split())


def clash_of(client: Client, article: Article, query: str = "") -> Clash:
    return page(client, article, query).context["clash"]


def rows(client: Client, article: Article, query: str = "") -> list[Row]:
    return [
        (bout.argument.comment, bout.answer and bout.answer.comment)
        for bout in clash_of(client, article, query).bouts
    ]


def make_strong(comment: Comment, readers: int = 6) -> Comment:
    """Rated strong by so many readers of the other side."""
    stand = {"for": "against", "against": "for"}[comment.position]
    for reader in make_members(readers):
        rate(reader, comment, True, stand)
    return comment


def test_each_argument_stands_beside_its_strongest_answer(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    argument = make_strong(make_comment(member, article, "for"))
    weak = make_comment(reader2, article, "against", argument)
    strong = make_comment(reader2, article, "against", argument)
    make_strong(strong, 2)
    assert rows(client, article) == [(argument, strong), (strong, None), (weak, None)]
    make_strong(weak, 5)
    assert rows(client, article) == [(argument, weak), (weak, None), (strong, None)]
    set_state(weak, CommentState.HIDDEN)
    assert rows(client, article) == [(argument, strong), (strong, None)]


def test_what_is_hidden_is_nowhere_not_even_for_moderators(
    client: Client, article: Article, member: User, moderator: User
) -> None:
    secret = make_comment(member, article, "for", source="The secret words.")
    under = make_comment(member, article, "against", secret)
    set_state(secret, CommentState.REMOVED)
    for viewer in (client, client_of(member), client_of(moderator)):
        assert rows(viewer, article) == [(under, None)]
        text = page(viewer, article).content.decode()
        assert "The secret words." not in text
    assert "a comment that is no longer shown" in page(client, article).content.decode()


def test_questions_have_no_place_in_it(client: Client, article: Article, member: User) -> None:
    argument = make_comment(member, article, "for")
    make_comment(member, article, "neutral", argument)
    make_comment(member, article, "neutral")
    assert rows(client, article) == [(argument, None)]


def test_at_the_top_stand_the_strongest_unanswered_of_each_side(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    answered = make_strong(make_comment(member, article, "for"), 7)
    weaker = make_strong(make_comment(member, article, "for", source="Weaker."), 5)
    answer = make_comment(reader2, article, "against", answered, "An answer.")

    def corners() -> list[Comment | None]:
        found = clash_of(client, article).corners
        return [corner.strongest and corner.strongest.comment for corner in found]

    assert corners() == [weaker, answer]
    reply = make_comment(member, article, "for", answer)
    assert corners() == [weaker, None]
    assert "Every argument Against has an answer." in words(client, article)
    set_state(reply, CommentState.HIDDEN)
    assert corners() == [weaker, answer]


def test_a_score_is_shown_from_five_readers_of_the_other_side_on(
    client: Client, article: Article, member: User
) -> None:
    argument = make_strong(make_comment(member, article, "for"), 4)
    assert "who stand" not in words(client, article)
    assert "Nobody from the other side has answered it." in words(client, article)
    make_strong(argument, 1)
    text = words(client, article)
    assert "0.75 from 5 who stand Against" in text
    assert "5 readers who stand Against call this a strong case" in text
    assert "Steelman" in text


def test_the_link_to_answer_proposes_the_other_side(article: Article, member: User) -> None:
    argument = make_comment(member, article, "against")
    browser = client_of(member)
    text = page(browser, article).content.decode()
    place = f"/comments/{argument.pk}/reply/?position=for"
    assert text.count(f'href="{place}"') == 2  # at the top and in its row
    form = browser.get(place).context["form"]
    assert [value for value, _, is_chosen in form.choices if is_chosen] == ["for"]
    unknown = browser.get(f"/comments/{argument.pk}/reply/?position=above").context["form"]
    assert not any(is_chosen for _, _, is_chosen in unknown.choices)


def test_a_closed_debate_asks_for_no_answers(
    client: Client, article: Article, member: User
) -> None:
    make_comment(member, article, "against")
    lock(article.author, article, None, "Enough has been said.")
    text = words(client, article)
    assert "No answer yet" in text
    assert "Answer" not in text.replace("No answer yet", "")


def test_only_the_unanswered_on_request(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    argument = make_comment(member, article, "for")
    answer = make_strong(make_comment(reader2, article, "against", argument))
    alone = make_comment(member, article, "for")
    assert rows(client, article, "?unanswered=1") == [(answer, None), (alone, None)]
    for each in (answer, alone):
        opposite = "against" if each.position == "for" else "for"
        last = make_comment(reader2, article, opposite, each)
        set_state(last, CommentState.HIDDEN)
    assert len(rows(client, article, "?unanswered=1")) == 2


def test_where_nothing_is_unanswered_or_nothing_argued_it_says_so(
    client: Client, article: Article, member: User
) -> None:
    text = words(client, article)
    assert "No one has argued for this yet. Could you?" in text
    assert "No one has argued against this yet. Could you?" in text
    assert "There are no arguments yet." in words(client, article, "?unanswered=1")
    argument = make_comment(member, article, "for")
    assert "No one has argued against this yet. Could you?" in words(client, article)
    reply = make_comment(member, article, "against", argument)
    Comment.objects.filter(pk=reply.pk).update(rebuttal_count=1)  # as if it went on for ever
    assert "Every argument has an answer." in words(client, article, "?unanswered=1")


def test_going_on_neither_repeats_nor_skips(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    arguments = [make_comment(member, article, side) for side in ["for", "against"] * 14]
    for each in arguments[::5]:
        rate(reader2, each, True, "against")
    for query in ("", "?unanswered=1"):
        first = clash_of(client, article, query)
        assert (len(first.bouts), first.more) == (12, 16)
        seen = rows(client, article, query)
        second = clash_of(client, article, f"?{urlsplit(first.more_url).query}")
        assert second.corners == []
        seen += [(bout.argument.comment, None) for bout in second.bouts]
        seen += rows(client, article, f"?{urlsplit(second.more_url).query}")
        ids = [row.pk for row, _ in seen]
        assert sorted(ids) == [row.pk for row in arguments]
        assert ids == [c.pk for c in sorted((r for r, _ in seen), key=place, reverse=True)]


def place(comment: Comment) -> tuple[float, float, int]:
    return comment.score, comment.tiebreak, comment.pk


def test_with_htmx_more_rows_come_alone(client: Client, article: Article, member: User) -> None:
    for _ in range(13):
        last = make_comment(member, article, "for")
    query = urlsplit(clash_of(client, article).more_url).query
    assert list(parse_qs(query)) == ["after"]
    text = page(client, article, f"?{query}", HX_Request="true").content.decode()
    assert text.count('<article class="bout"') == 1
    assert "<html" not in text
    # From an old link, after the last of all.
    assert "There are no more arguments." in words(client, article, f"?after={last.pk - 12}")


def test_an_address_that_is_not_there(client: Client, article: Article, member: User) -> None:
    other = make_comment(member, make_article(member), "for")
    place = reverse("comments:clash", args=[article.slug])
    assert client.get("/articles/none-such/clash/").status_code == 404
    assert client.get(f"{place}?after={other.pk}").status_code == 404
    assert client.get(f"{place}?after=first").status_code == 400
    set_article_state(article, "withdrawn")
    assert client.get(place).status_code == 404


def test_a_long_text_is_shortened_and_leads_to_the_whole(
    client: Client, article: Article, member: User
) -> None:
    long = make_comment(member, article, "for", source="A sentence that goes on & on. " * 40)
    make_comment(member, article, "against", source="Short, with *weight*.")
    text = page(client, article).content.decode()
    assert f'class="whole" href="/comments/{long.pk}/"' in text
    assert "<em>weight</em>" in text
    assert "goes on &amp; on.\N{NO-BREAK SPACE}…" in text


def test_a_row_says_which_claim_or_earlier_words_it_answers(
    client: Client, author: User, member: User
) -> None:
    article = make_article(author, source="[C1: Fines keep readers away.] We counted the coins.")
    for quotation in (Quotation(claim=1), Quotation("We counted the coins")):
        post_comment(member, article, None, Argument("against", "No.", quotation=quotation))
    assert "C1 Fines keep readers away." in words(client, article)
    assert "‘We counted the coins’" in words(client, article)
    revise(author, article, replace(Manuscript.of(article), source="Something else entirely."))
    assert words(client, article).count("Made against an earlier version") == 2


def test_a_row_says_who_is_answered_by_whom(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    argument = make_comment(member, article, "against")
    make_comment(reader2, article, "for", argument)
    for _ in range(2):
        make_comment(reader2, article, "for", argument)
    text = page(client, article).content.decode()
    assert 'aria-label="Gregor Maas, Against, answered by Mei-Lin Achterberg, For"' in text
    assert 'aria-label="Mei-Lin Achterberg, For, not answered"' in text
    assert "2 other answers" in text


def test_it_takes_as_many_queries_however_long_the_debate(
    client: Client, article: Article, member: User, same_queries: Callable[..., None]
) -> None:
    def more(how_many: int) -> None:
        for _ in range(how_many):
            argument = make_comment(member, article, "for")
            make_comment(member, article, "against", argument)

    same_queries(more, lambda: client.get(reverse("comments:clash", args=[article.slug])))
