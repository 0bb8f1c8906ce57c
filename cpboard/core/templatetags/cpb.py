"""Words and marks that templates need: dates as people say them, lateness in words, safe Markdown, page slots."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.template.loader import render_to_string
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from cpboard.core.govuk import component

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str) -> SafeString:
    """What the page put into block `name`, rendered; empty if it put nothing there.

    A base template uses it to show a block twice (title and h1), or to leave out the paragraph round an empty one.
    """
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return mark_safe(block.render(context).strip() if block else "")


@register.filter
def one_line(text: str) -> SafeString:
    """Rendered HTML as one line of plain, still escaped text: for <title>."""
    return mark_safe(" ".join(strip_tags(text).split()))


@register.filter
def attrs(attributes: dict[str, Any] | None) -> SafeString:
    """A dict as HTML attributes, each with a space before it; None and False leave the attribute out."""
    pairs = [(name, value) for name, value in (attributes or {}).items() if value is not None and value is not False]
    return format_html_join("", ' {}="{}"', pairs)


@register.simple_tag
def described_by(id: str, hint: str = "", error: str = "", more: str = "", suffix: str = "-hint") -> str:
    """Ids that describe a control, for aria-describedby: `more` first, then its hint, then its error."""
    ids = [more, f"{id}{suffix}" if hint else "", f"{id}-error" if error else ""]
    return " ".join(each for each in ids if each)


@register.simple_tag
def choice_id(group: str, number: int, own: str = "") -> str:
    """The id of a choice: its own, or the group's for the first, so that an error can link to it."""
    return own or (group if number == 1 else f"{group}-{number}")


@register.simple_tag
def govuk_field(field: BoundField) -> SafeString:
    """A form field as a GOV.UK component, with its label, hint and error."""
    name, context = component(field)
    return render_to_string(f"components/{name}.html", context)
