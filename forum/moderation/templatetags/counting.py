"""How numbers that are counted only so far are said."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def up_to(count: int, most: int) -> str:
    """The number; 'over 999' where more than `most` were found: nobody went on counting."""
    return str(count) if count <= most else _("over {n}").format(n=most)
