"""Where templates leave holes. On a page that is made at once they show what is inside.

`making` in the context says what is made: 'piece', 'shell', or nothing for a whole page.
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from forum.pieces.holes import hole

register = template.Library()


class HoleNode(template.Node):
    """`{% hole "name" fact fact %}…{% endhole %}`: what differs from viewer to viewer. Made for
    keeping, it holds what visitors see there."""

    def __init__(self, name: str, facts: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.facts, self.nodelist = name, facts, nodelist

    def render(self, context: Context) -> SafeString:
        inside = self.nodelist.render(context)
        if not context.get("making"):
            return inside
        facts = [fact.resolve(context) for fact in self.facts]
        return mark_safe(hole(self.name, *facts, inside=inside))


class GivenNode(template.Node):
    """`{% given "name" %}…{% endgiven %}`: in a comment, what other rows than its own decide. Its
    piece has an empty hole there, which the page it stands on fills."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        if context.get("making") == "piece":
            return mark_safe(hole(self.name))
        return self.nodelist.render(context)


@register.tag("hole")
def do_hole(parser: Parser, token: Token) -> HoleNode:
    _, name, *facts = token.split_contents()
    nodelist = parser.parse(("endhole",))
    parser.delete_first_token()
    return HoleNode(name.strip('"'), [parser.compile_filter(fact) for fact in facts], nodelist)


@register.tag("given")
def do_given(parser: Parser, token: Token) -> GivenNode:
    _, name = token.split_contents()
    nodelist = parser.parse(("endgiven",))
    parser.delete_first_token()
    return GivenNode(name.strip('"'), nodelist)
