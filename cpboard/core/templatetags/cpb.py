"""Words and marks that templates need: dates and times as people say them, lateness, safe Markdown, page slots."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from cpboard.core import fields, text
from cpboard.core.govuk import component

register = template.Library()

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RATINGS = {
    "off": ("off", "Off track"),
    "red": ("off", "Off track"),
    "close": ("close", "Close to target"),
    "amber": ("close", "Close to target"),
    "on": ("on", "On track"),
    "green": ("on", "On track"),
}


# Days and times ----------------------------------------------------------------------------------------------------


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _today(on: date | datetime | None) -> date:
    return _day(on) if on else timezone.localdate()


@register.filter
def day(value: date | datetime | None) -> str:
    """14 January 2027, as it is in London; empty for None."""
    return f"{_day(value):%-d %B %Y}" if value else ""


@register.filter
def day_with_weekday(value: date | datetime | None) -> str:
    """Thursday 14 January 2027; empty for None."""
    return f"{_day(value):%A %-d %B %Y}" if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """14 January, without the year: only where the year stands beside it."""
    return f"{_day(value):%-d %B}" if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """5.30pm, 5pm, midday; a datetime as it is in London; empty for None."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return "" if value is None else fields.clock(value)


@register.filter
def moment(value: datetime | None) -> str:
    """14 January 2027, 5.30pm; empty for None."""
    return f"{day(value)}, {clock(value)}" if value else ""


@register.filter
def ago_days(value: date | datetime | None, on: date | datetime | None = None) -> str:
    """How long ago, in days: today, yesterday, 18 days ago. `on` is the day to count from, else today."""
    if not value:
        return ""
    days = (_today(on) - _day(value)).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago" if days > 1 else when_words(value, on))


@register.filter
def late_words(due: date | datetime | None, on: date | datetime | None = None) -> str:
    """18 days late, 1 day late; empty while there is still time."""
    days = (_today(on) - _day(due)).days if due else 0
    return f"{days} day{'' if days == 1 else 's'} late" if days > 0 else ""


@register.filter
def when_words(due: date | datetime | None, on: date | datetime | None = None) -> str:
    """For "needs you": 18 days late, Today, Tomorrow, In 8 days."""
    if not due:
        return ""
    days = (_day(due) - _today(on)).days
    return late_words(due, on) or {0: "Today", 1: "Tomorrow"}.get(days, f"In {days} days")


# Numbers -----------------------------------------------------------------------------------------------------------


@register.filter
def count_words(number: int, nouns: str = "") -> str:
    """A count as people say it, up to nine in words. `nouns` is "child,children", or one noun that takes an s."""
    said = NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"
    one, _, many = nouns.partition(",")
    return f"{said} {one if number == 1 else many or one + 's'}" if nouns else said


@register.filter
def percent(value: Decimal | float | int | str | None, places: int = 1) -> str:
    """67.9% from 67.94; halves go up. "not published" for None."""
    if value is None or value == "":
        return "not published"
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


# Text and marks ----------------------------------------------------------------------------------------------------


@register.filter
def markdown(value: str | None, heading_from: int = 3) -> SafeString:
    """What a person typed, as safe HTML; put it inside <div class="cpb-prose">."""
    return text.render(value or "", heading_from)


@register.inclusion_tag("components/rag.html")
def rag(rating: str | None) -> dict[str, str]:
    """The chip that says how a figure stands: off, close, on (or red, amber, green); all else is No rating."""
    kind, word = RATINGS.get(str(rating or "").lower(), ("none", "No rating"))
    return {"kind": kind, "word": word}


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


# Pages -------------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str) -> SafeString:
    """What the page put into block `name`, rendered; empty if it put nothing there.

    A base template uses it to show a block twice (title and h1), or to leave out the paragraph round an empty one.
    """
    blocks: Any = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return mark_safe(block.render(context).strip() if block else "")  # noqa: S308 - a template's own output


@register.filter
def one_line(html: str) -> SafeString:
    """Rendered HTML as one line of plain, still escaped text: for <title>."""
    return mark_safe(" ".join(strip_tags(html).split()))  # noqa: S308 - escaped when it was rendered


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The numbers to show under a long list: first, last and those round this one; None for a gap."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [each if isinstance(each, int) else None for each in shown]


@register.filter
def from_iso(value: str) -> datetime:
    """A moment or a day that a statement holds as text, e.g. "2027-01-14T17:30:00+00:00"."""
    moment_ = datetime.fromisoformat(value)
    return timezone.localtime(moment_) if moment_.tzinfo else moment_


@register.filter
def report_html(html: str) -> SafeString:
    """The web page of a built report: sanitised once more, since it is shown as it stands."""
    return text.sanitise_report(html)
