"""Pages of a Medium export ('Download your information'): posts and drafts, one file each."""

import re
from datetime import UTC, datetime
from pathlib import PurePath

from bs4 import Tag
from django.utils.translation import gettext as _

from forum.exchange.readers import html
from forum.exchange.readers.reading import LeftOut, NotAnEssay, Reading, Unreadable

BODY = 'section[data-field="body"]'
HEADINGS = ("h1", "h2", "h3", "h4")
RESPONSE_LONGEST = 400  # words: a longer text without a heading is an essay without one
# Medium's two levels of headings within a text, as ours.
LEVELS = {"h3": "h2", "h4": "h3"}


def read(text: str, path: PurePath) -> Reading:
    page = html.parse(text)
    body, name = page.select_one(BODY), page.select_one("h1.p-name")
    if body is None:
        raise NotAnEssay(_not_a_post(page))
    title = html.plain_text(name) if name else ""
    heading = _title_heading(body, title)
    if heading is None and _is_response(body, title):
        raise NotAnEssay(_("a response to another post, not an essay"))
    left_out = LeftOut()
    subtitle = _subtitle(page, body, heading)
    if heading:
        heading.decompose()
    _unframe(body, left_out)
    source = html.to_markdown(body, left_out)
    if not source:
        raise Unreadable(_("a post without text"))
    date = _date(page)
    return Reading(
        title=title or _first_words(source),
        subtitle=subtitle,
        source=source,
        date=date,
        is_draft=date is None,
        left_out=left_out.phrases(),
    )


def _not_a_post(page: Tag) -> str:
    name = html.plain_text(page.title) if isinstance(page.title, Tag) else ""
    if not name:
        return _("a page without a post in it")
    return _("a page of the export without a post in it (‘%(name)s’)") % {"name": name}


def _title_heading(body: Tag, title: str) -> Tag | None:
    """The heading that says the title again; spaces and stress may differ."""
    heading = body.select_one(".graf--title")
    if heading is None:
        first = body.find(HEADINGS)
        heading = first if isinstance(first, Tag) and html.plain_text(first) == title else None
    return heading


def _is_response(body: Tag, title: str) -> bool:
    """Responses have no heading; Medium makes their title of their first words."""
    text = html.plain_text(body)
    bare_title = title.rstrip("…. ")
    return len(text.split()) <= RESPONSE_LONGEST and text.startswith(bare_title)


def _subtitle(page: Tag, body: Tag, heading: Tag | None) -> str:
    """What stands under the title. Where Medium took the text's first words for it, nothing."""
    summary = page.select_one('section[data-field="subtitle"]')
    below = heading.find_next_sibling() if heading else None
    own = body.select_one(".graf--subtitle")
    if own is None and isinstance(below, Tag) and below.name in HEADINGS and summary:
        own = below if html.plain_text(below) == html.plain_text(summary) else None
    if own is not None:
        subtitle = html.plain_text(own)
        own.decompose()
        return subtitle
    said = html.plain_text(summary) if summary else ""
    paragraphs = (html.plain_text(paragraph) for paragraph in body.find_all("p"))
    beginning = said.rstrip("…")
    return "" if any(text.startswith(beginning) for text in paragraphs) else said


def _unframe(body: Tag, left_out: LeftOut) -> None:
    """Take off what Medium's pages put around the text."""
    for card in body.select(".graf--mixtapeEmbed"):
        _card_to_link(card, left_out)
    if isinstance(first := body.find("hr"), Tag):
        first.decompose()  # every section begins with a rule, the first one too
    for heading in body.find_all(list(LEVELS)):
        heading.name = LEVELS[heading.name]
    for block in body.select("pre"):
        _join_lines(block)
    for quote in body.select("blockquote.graf--blockquote"):
        if quote.parent:  # those joined to the one before are out of the page already
            _join_quotes(quote)


def _card_to_link(card: Tag, left_out: LeftOut) -> None:
    """A preview of another page: its title, linked."""
    link, name = card.find("a", href=True), card.find("strong")
    if not isinstance(link, Tag):
        if card.name == "div":
            card.decompose()
        return
    address = str(link["href"])
    words = html.plain_text(name if isinstance(name, Tag) else link) or address
    left_out.note(_("a preview of a page, now a link"))
    paragraph = html.new_tag("p")
    paragraph.append(html.new_tag("a", words, href=address))
    card.replace_with(paragraph)


def _join_lines(block: Tag) -> None:
    for line_break in block.find_all("br"):
        line_break.replace_with("\n")
    for mark in block.find_all(True):
        mark.unwrap()


def _join_quotes(quote: Tag) -> None:
    """A quote of several paragraphs is several quotes at Medium."""
    paragraphs = [list(quote.contents)]
    while isinstance(next_quote := quote.next_sibling, Tag) and _is_quote(next_quote):
        paragraphs.append(list(next_quote.extract().contents))
    quote.clear()
    for paragraph in paragraphs:
        wrapped = html.new_tag("p")
        wrapped.extend(paragraph)
        quote.append(wrapped)


def _is_quote(element: Tag) -> bool:
    return "graf--blockquote" in (element.get("class") or [])


def _date(page: Tag) -> datetime | None:
    """When it was published; drafts have no date."""
    time = page.select_one("time.dt-published[datetime]")
    try:
        date = datetime.fromisoformat(str(time["datetime"])) if time else None
    except ValueError:
        date = None
    return date.replace(tzinfo=date.tzinfo or UTC) if date else None


def _first_words(source: str) -> str:
    words = re.sub(r"[\\*_`#>\[\]]", "", source).split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
