"""Readers flag a profile, and a moderator finds it in the queue's cases."""

import pytest
from django.urls import reverse

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag_member
from forum.moderation.models import Case, Flag, FlagState, Rule
from forum.refusals import Refused
from tests.cast import REASON, client_of, make_delta


def url_of(member: User) -> str:
    return reverse("moderation:flag_member", args=[member.pk])


def test_a_reader_flags_a_profile_from_its_page(
    member: User, reader2: User, personal: Rule
) -> None:
    reader = client_of(reader2)
    assert url_of(member) in reader.get(member.get_absolute_url()).content.decode()
    sent = reader.post(url_of(member), {"rule": personal.pk, "note": "The name mocks Ines."})
    assert sent.status_code == 302
    flag = Flag.objects.get()
    assert (flag.flagger, flag.member, flag.article, flag.note) == (
        reader2,
        member,
        None,
        "The name mocks Ines.",
    )
    assert Case.objects.get().member == member
    assert "You flagged this under rule 3" in reader.get(sent["Location"]).content.decode()


def test_a_profile_is_flagged_once_while_it_waits_and_again_after_a_decision(
    member: User, reader2: User, personal: Rule, comment: Comment, moderator: User
) -> None:
    first = flag_member(reader2, member, personal)
    with pytest.raises(Refused, match="already"):
        flag_member(reader2, member, personal)
    entry = decide.hide(moderator, comment, personal, "Some other matter.")
    Flag.objects.filter(pk=first.pk).update(state=FlagState.DECLINED, decision=entry)
    page = client_of(reader2).get(url_of(member)).content.decode()
    assert "You flagged this profile before" in page
    assert flag_member(reader2, member, personal).pk != first.pk


def test_nobody_flags_their_own_profile_or_a_closed_one(
    member: User, reader2: User, personal: Rule
) -> None:
    assert client_of(member).get(url_of(member)).status_code == 403
    member.is_active = False
    member.save(update_fields=["is_active"])
    assert client_of(reader2).get(url_of(member)).status_code == 404
    with pytest.raises(Refused, match="closed"):
        flag_member(reader2, member, personal)


def test_what_moved_somebody_is_flagged_with_the_note_begun(
    comment: Comment, reader2: User, author: User
) -> None:
    delta = make_delta(reader2, comment)
    listed = reverse("stances:moved_readers", args=[comment.pk])
    url = f"{url_of(reader2)}?delta={delta.pk}"
    reader = client_of(author)
    assert url in reader.get(listed).content.decode()
    form = reader.get(url).content.decode()
    assert REASON in form
    assert listed in form
    elsewhere = reader.get(f"{url_of(comment.author)}?delta={delta.pk}").content.decode()
    assert REASON not in elsewhere
