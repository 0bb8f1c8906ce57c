"""What people type as Markdown, made into safe HTML; and plain text for excerpts.

A subset of CommonMark: headings, paragraphs, emphasis, lists, quotations, links, tables. HTML is never taken over:
the renderer escapes it and nh3 lets through only what is listed here.
"""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "h2", "h3", "h4", "h5", "h6", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(["image", "code", "fence"])


def tokens(text: str) -> list[Token]:
    """`text` in its parts, for those who write something else than HTML of it."""
    return _markdown.parse(text or "")


def render(text: str, heading_from: int = 3) -> SafeString:
    """`text` as safe HTML. A single # becomes a heading of level `heading_from`, ## one below, never past 6."""
    tokens = _markdown.parse(text or "")
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + heading_from - 1, 6)}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    return mark_safe(clean)  # noqa: S308 - nh3 has let through only what is listed above


SVG_TAGS = {"svg", "g", "path", "line", "polyline", "rect", "circle", "text", "tspan", "title", "desc"}
REPORT_TAGS = TAGS | SVG_TAGS | {"section", "figure", "figcaption", "caption", "div", "span", "dl", "dt", "dd", "nav", "b"}
SVG_ATTRIBUTES = {
    "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "points", "fill", "stroke",
    "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "text-anchor", "font-size", "font-weight",
    "font-family", "transform", "dominant-baseline", "fill-opacity", "role", "focusable", "xmlns",
}  # fmt: skip
REPORT_ATTRIBUTES = {
    **dict.fromkeys(SVG_TAGS, SVG_ATTRIBUTES),
    "*": {"id", "class", "aria-labelledby", "aria-label", "aria-hidden", "lang"},
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "id", "colspan"},
    "td": {"headers", "colspan"},
    "div": {"role", "tabindex"},
}


def sanitise_report(html: str) -> SafeString:
    """The web page of a built report, its charts included; links lead within the page or to the web."""
    clean = nh3.clean(html, tags=REPORT_TAGS, attributes=REPORT_ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    return mark_safe(clean)  # noqa: S308 - nh3 has let through only what is listed above


def plain(text: str) -> str:
    """`text` without its Markdown marks, on one line, not escaped: for titles, e-mails and search."""
    bare = nh3.clean(str(render(text)).replace("<br>", " ").replace("</p>", " "), tags=set())
    return " ".join(_unescape(bare).split())


def _unescape(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
