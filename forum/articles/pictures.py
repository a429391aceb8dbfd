"""Pictures of ours that an essay shows, and how large they are."""

import re

from django.conf import settings

from accounts.models import User
from accounts.speaking import in_words_for_all
from forum.articles.models import Upload
from forum.text.inline import PICTURE
from forum.text.render import Essay, render_essay

PICTURES_MAX = 500  # sizes looked up for one essay; SQLite takes a bounded list


def rendered(source: str) -> Essay:
    """The essay's HTML with room kept for its pictures, and links to those whom it mentions. It is
    kept for all who read it, so what it says besides its author's words is in the site's."""
    with in_words_for_all():
        return render_essay(source, sizes(source), User.objects.profiles(source))


def sizes(source: str) -> dict[str, tuple[int, int]]:
    """Width and height in pixels of the uploads that a Markdown text names, by address."""
    prefix = settings.MEDIA_URL
    named = {found.group().removeprefix(prefix) for found in re.finditer(PICTURE, source)}
    rows = Upload.objects.filter(file__in=sorted(named)[:PICTURES_MAX])
    return {prefix + name: (w, h) for name, w, h in rows.values_list("file", "width", "height")}
