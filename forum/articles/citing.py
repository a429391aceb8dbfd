"""How to cite an essay, in words and for BibTeX."""

import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forum.articles.models import Article

# Characters that mean something to TeX.
TEX = {char: "\\" + char for char in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


@dataclass(frozen=True)
class Citation:
    plain: str
    bibtex: str
    url: str


def citation(article: Article) -> Citation:
    """The citation of a published essay. It names the revision when there is one."""
    url = settings.SITE_URL + article.get_absolute_url()
    author, published = article.by, article.published_at
    if published is None:
        raise ValueError("a draft cannot be cited")
    plain = _("%(author)s, ‘%(title)s’, Counterpoint, %(date)s%(revised)s, %(url)s") % {
        "author": author,
        "title": article.title,
        "date": date_format(published, "DATE_FORMAT"),
        "revised": _revised(article),
        "url": url,
    }
    fields = {
        "author": "{" + _tex(author) + "}",
        "title": "{" + _tex(article.title) + "}",
        "journal": "Counterpoint",
        "year": f"{published:%Y}",
        "month": f"{published:%m}",
        "url": url,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return Citation(plain, f"@article{{{_key(article)},\n{lines}\n}}", url)


def _revised(article: Article) -> str:
    if article.revised_at is None:
        return ""
    return _(", revised %(date)s") % {"date": date_format(article.revised_at, "DATE_FORMAT")}


def _tex(text: str) -> str:
    return "".join(TEX.get(char, char) for char in text)


def _key(article: Article) -> str:
    """author-year-word in plain letters, which is all that BibTeX takes in a key."""
    plain = unicodedata.normalize("NFKD", f"{article.by} {article.title}")
    words = re.findall(r"[a-z]+", plain.encode("ascii", "ignore").decode().lower())
    year = f"{article.published_at:%Y}" if article.published_at else ""
    return "-".join([*words[:1], year, *words[2:3]]) or f"counterpoint-{article.pk}"
