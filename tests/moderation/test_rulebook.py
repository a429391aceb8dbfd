"""Six numbered rules come with a new site, and a page explains them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.actions.rulebook import Wording, add_rule, reword
from forum.moderation.models import Rule, Statement
from forum.moderation.rulebook import write_missing
from forum.refusals import Refused
from tests.cast import client_of, make_comment


def test_a_new_site_has_six_rules_in_order(db: None) -> None:
    assert list(Rule.objects.values_list("number", "slug")) == [
        (1, "subject"),
        (2, "spam"),
        (3, "personal"),
        (4, "hatred"),
        (5, "private"),
        (6, "repeated"),
    ]


def test_writing_the_rules_again_keeps_what_was_edited(db: None) -> None:
    Rule.objects.filter(number=1).update(title="Stay with it")
    Rule.objects.filter(number=6).delete()
    write_missing(Rule)
    assert Rule.objects.count() == 6
    assert Rule.objects.get(number=1).title == "Stay with it"


def test_every_rule_can_be_linked_to(db: None) -> None:
    page = Client().get(reverse("moderation:rules")).content.decode()
    for rule in Rule.objects.all():
        assert f'id="{rule.slug}"' in page
        assert rule.title in page
        assert rule.get_absolute_url() == f"/moderation/rules/#{rule.slug}"


def test_markup_in_a_rule_is_shown_as_it_was_written(db: None) -> None:
    Rule.objects.filter(number=2).update(text="No <script>alert(1)</script> here")
    page = Client().get(reverse("moderation:rules")).content.decode()
    assert "&lt;script&gt;alert(1)" in page


def test_an_administrator_rewords_a_rule_and_what_it_said_before_stays_to_be_read(
    administrator: User, personal: Rule
) -> None:
    before = personal.text
    answer = client_of(administrator).post(
        f"/admin/moderation/rule/{personal.pk}/change/",
        {"title": "Nothing personal", "text": "Answer what was said.", "harm": 3},
    )
    assert answer.status_code == 302
    personal.refresh_from_db()
    assert (personal.title, personal.harm, personal.version) == ("Nothing personal", 3, 2)
    kept = personal.versions.values_list("version", "title", "text")
    assert list(kept) == [
        (2, "Nothing personal", "Answer what was said."),
        (1, "No personal remarks", before),
    ]
    page = Client().get(reverse("moderation:rules")).content.decode()
    assert "1 earlier wording<" in page
    assert "In these words since" in page
    assert 'id="personal-2"' in page
    assert "motives" in page  # a word that only the earlier wording has


def test_another_harm_is_no_other_wording(administrator: User, personal: Rule) -> None:
    reword(administrator, personal, Wording(personal.title, personal.text, 3))
    personal.refresh_from_db()
    assert (personal.harm, personal.version, personal.versions.count()) == (3, 1, 1)


def test_an_act_goes_on_naming_the_words_that_stood_when_it_was_done(
    administrator: User, moderator: User, comment: Comment, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, "About the man.")
    reword(administrator, personal, Wording("Nothing personal", "Answer what was said.", 2))
    entry.refresh_from_db()
    assert entry.wording is not None
    assert (entry.wording.version, entry.wording.title) == (1, "No personal remarks")


def test_a_new_rule_comes_with_its_first_wording(administrator: User) -> None:
    form = {"number": 7, "slug": "sources", "title": "Name sources", "text": "Say where from."}
    answer = client_of(administrator).post("/admin/moderation/rule/add/", form | {"harm": 1})
    assert answer.status_code == 302
    assert Rule.objects.get(number=7).versions.get().text == "Say where from."
    assert 'id="sources"' in Client().get(reverse("moderation:rules")).content.decode()


def test_only_administrators_write_rules(moderator: User, personal: Rule) -> None:
    with pytest.raises(Refused, match="Only administrators"):
        reword(moderator, personal, Wording("Mine", "As I like.", 1))
    with pytest.raises(Refused, match="Only administrators"):
        add_rule(moderator, 7, "mine", Wording("Mine", "As I like.", 1))
    assert Rule.objects.count() == 6


def test_markup_in_an_earlier_wording_is_shown_as_it_was_written(
    administrator: User, personal: Rule
) -> None:
    reword(administrator, personal, Wording("<b>Bold</b>", "<script>alert(1)</script>", 2))
    reword(administrator, personal, Wording("Plain", "Plain.", 2))
    page = Client().get(reverse("moderation:rules")).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>Bold</b>" not in page


def test_the_page_of_rules_takes_as_many_queries_for_many_wordings_as_for_few(
    administrator: User, personal: Rule, same_queries: Callable[..., None]
) -> None:
    def rewordings(how_many: int) -> None:
        for _ in range(how_many):
            version = Rule.objects.get(pk=personal.pk).version
            reword(administrator, personal, Wording("Nothing personal", f"Word {version}.", 2))

    same_queries(rewordings, lambda: Client().get(reverse("moderation:rules")))


def test_markup_in_a_rule_is_text_wherever_the_rule_is_named(
    administrator: User, moderator: User, member: User, comment: Comment, personal: Rule
) -> None:
    reword(administrator, personal, Wording("<b>Bold</b>", "<script>alert(1)</script>", 2))
    personal.refresh_from_db()
    flag(administrator, comment, comment.article, personal)
    queue = client_of(moderator).get(reverse("moderation:queue")).content.decode()
    form = client_of(moderator).get(reverse("moderation:flag_comment", args=[comment.pk]))
    entry = decide.hide(moderator, comment, personal, "About the man.")
    reply = make_comment(administrator, comment.article)  # so that the stub has a page
    pages = [queue, form.content.decode()]
    for person, url in [
        (administrator, reverse("moderation:flag_comment", args=[comment.pk])),
        (moderator, reverse("moderation:case_comment", args=[comment.pk])),
        (moderator, reverse("moderation:log")),
        (moderator, entry.get_absolute_url()),
        (moderator, reply.article.get_absolute_url()),
        (member, comment.get_absolute_url()),
        (member, reverse("moderation:mine")),
        (member, Statement.objects.get().get_absolute_url()),
        (member, reverse("notifications:inbox")),
    ]:
        pages.append(client_of(person).get(url).content.decode())
    assert sum("&lt;b&gt;Bold" in page for page in pages) >= 8
    for page in pages:
        assert "<b>Bold</b>" not in page
        assert "<script>alert" not in page
