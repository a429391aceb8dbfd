"""Tags and series by the names people type for them."""

import unicodedata

from accounts.models import User
from forum.articles import slugs
from forum.articles.models import Series, Tag

TAG_SLUG_MAX = 45  # characters; leaves room for a number within the field's 50


def key(name: str) -> str:
    """What makes two tags one: case, width and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def distinct(names: list[str]) -> list[str]:
    """The names once each, in order, without a '#' before them and stray spaces."""
    clean = (" ".join(name.strip().lstrip("#").split()) for name in names)
    return list({key(name): name for name in reversed([n for n in clean if n])}.values())[::-1]


def tags(names: tuple[str, ...]) -> list[Tag]:
    """The tags of these names; those not yet known are made."""
    wanted = {key(name): name for name in names}
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    for missing in wanted.keys() - found.keys():
        found[missing] = _make_tag(missing, wanted[missing])
    return list(found.values())


def _make_tag(tag_key: str, name: str) -> Tag:
    base = slugs.base(name, otherwise="tag")[:TAG_SLUG_MAX]

    def write(slug: str) -> None:
        Tag.objects.get_or_create(key=tag_key, defaults={"name": name, "slug": slug})

    slugs.claim(lambda: slugs.free(Tag.objects.all(), base), write)
    return Tag.objects.get(key=tag_key)


def series(author: User, title: str) -> Series | None:
    """The author's series of this title, made if it is new; None for no title."""
    if not title:
        return None
    base = slugs.base(title, otherwise="series")

    def write(slug: str) -> None:
        Series.objects.get_or_create(author=author, title=title, defaults={"slug": slug})

    slugs.claim(lambda: slugs.free(Series.objects.all(), base), write)
    return Series.objects.get(author=author, title=title)
