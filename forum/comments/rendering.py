"""A comment's HTML, with links to those whom it mentions."""

from http import HTTPStatus

from accounts.models import User
from accounts.speaking import in_words_for_all
from forum.comments.gate import Gate
from forum.notifications.rules import may_mention
from forum.refusals import refuse_if
from forum.text.render import render_comment


def rendered(source: str) -> str:
    """One query for all names in it; none without an @. It is kept for all, as an essay's is."""
    with in_words_for_all():
        return render_comment(source, User.objects.profiles(source))


def rendered_to_post(source: str, gate: Gate) -> str:
    """The same of what is to be posted, and read by the gate: the slow parts, which need no lock.
    Raises Refused, 400, if it mentions too many."""
    html = rendered(source)
    refuse_if(may_mention(html), HTTPStatus.BAD_REQUEST)
    gate.read(source, html)
    return html
