"""Reading what a page marks for programs (https://html.spec.whatwg.org/multipage/microdata.html)."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


def items(page: HttpResponse) -> list[dict[str, Any]]:
    """The page's items of a type that stand in no other."""
    soup = BeautifulSoup(page.content, "html.parser")
    tops = soup.select("[itemscope][itemtype]:not([itemprop])")
    return [_item(top) for top in tops]


def _item(scope: Tag) -> dict[str, Any]:
    item: dict[str, Any] = {"type": str(scope.get("itemtype", "")).split()}
    _collect(scope, item)
    return item


def _collect(element: Tag, item: dict[str, Any]) -> None:
    for child in element.find_all(recursive=False):
        for name in str(child.get("itemprop", "")).split():
            item.setdefault(name, []).append(_value(child))
        if not child.has_attr("itemscope"):
            _collect(child, item)


def _value(element: Tag) -> Any:
    if element.has_attr("itemscope"):
        return _item(element)
    for name, attribute in (("meta", "content"), ("link", "href"), ("time", "datetime")):
        if element.name == name:
            return element[attribute]
    return " ".join(element.get_text().split())
