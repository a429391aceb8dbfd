"""The feed of a debate: every comment that comes, with its side and whom it answers."""

from django.http import Http404
from django.utils.html import format_html
from django.utils.translation import gettext as _

from forum.articles.models import Article
from forum.articles.positions import relation
from forum.comments.models import Comment, CommentState
from forum.feeds.entries import Answered, Entry, Feed, Person, absolute, tag_id
from forum.feeds.links import absolute_links

COMMENTS = 30  # on a page: half a megabyte if each is as long as can be


def of_debate(article: Article, older_than: str) -> Feed:
    """One query for a page, whatever the debate."""
    rows = Comment.objects.visible().visible_to(None).filter(article=article)
    if older_than:
        rows = rows.filter(number__lt=int(older_than))
    rows = rows.select_related("author", "parent__author").order_by("-number")
    found = list(rows.defer("source", "parent__source", "parent__html")[: COMMENTS + 1])
    if older_than and not found:
        raise Http404
    shown = found[:COMMENTS]
    url = absolute(article.get_absolute_url())
    return Feed(
        id=tag_id(f"feed/essays/{article.pk}"),
        title=_("The debate: %(title)s") % {"title": article},
        description=article.thesis,
        home=f"{url}#debate",
        own=f"{url}feed",
        entries=[_entry(comment) for comment in shown],
        begun=article.published_at or article.created_at,
        before=older_than,
        older=str(shown[-1].number) if len(found) > COMMENTS else "",
    )


def _entry(comment: Comment) -> Entry:
    url = absolute(comment.get_absolute_url())
    answers = _answered(comment.parent, comment) if comment.parent else None
    return Entry(
        id=_id(comment),
        url=url,
        title=_title(comment, answers),
        author=_author(comment),
        html=_head(comment, answers) + absolute_links(comment.html, url),
        published=comment.created_at,
        updated=comment.edited_at or comment.created_at,
        position=comment.position,
        answers=answers,
    )


def _id(comment: Comment) -> str:
    return tag_id(f"comments/{comment.pk}", comment.created_at.date())


def _author(comment: Comment) -> Person:
    if comment.author is None:
        return Person(_("A former member"))
    return Person(str(comment.author), absolute(comment.author.get_absolute_url()))


def _answered(parent: Comment, comment: Comment) -> Answered:
    """As the page has it: no name of one whose words are hidden or gone."""
    name = _("a comment that is no longer shown")
    if parent.state == CommentState.VISIBLE:
        name = str(parent.author or _("a former member"))
    does = relation(comment.position, parent.position)
    return Answered(_id(parent), absolute(parent.get_absolute_url()), name, does.value)


def _title(comment: Comment, answers: Answered | None) -> str:
    words = {"name": _author(comment).name, "side": comment.get_position_display()}
    if answers is None:
        return _("%(name)s (%(side)s)") % words
    words |= {"relation": _relation(comment), "other": answers.name}
    return _("%(name)s (%(side)s) %(relation)s %(other)s") % words


def _relation(comment: Comment) -> str:
    assert comment.parent
    return str(relation(comment.position, comment.parent.position).label)


def _head(comment: Comment, answers: Answered | None) -> str:
    """A line before the text, for readers that show no more than that."""
    side = comment.get_position_display()
    if answers is None:
        return format_html("<p><strong>{}</strong></p>\n", side)
    line = '<p><strong>{}</strong>, {} <a href="{}">{}</a></p>\n'
    return format_html(line, side, _relation(comment), answers.url, answers.name)
