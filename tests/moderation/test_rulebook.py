"""Six numbered rules come with a new site, and a page explains them."""

from django.test import Client
from django.urls import reverse

from forum.moderation.models import Rule
from forum.moderation.rulebook import write_missing


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
