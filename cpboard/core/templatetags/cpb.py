"""Words and marks that templates need: dates as people say them, lateness in words, safe Markdown, page slots."""

from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

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
def described_by(id: str, hint: str = "", error: str = "", more: str = "") -> str:
    """Ids that describe a field, for aria-describedby: `more` first, then its hint, then its error."""
    ids = [more, f"{id}-hint" if hint else "", f"{id}-error" if error else ""]
    return " ".join(each for each in ids if each)
