"""Fields that a person can type into as they would write: a date in three boxes, a time as said, choices with hints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
CLOCK = re.compile(r"^(\d{1,2})(?:[.:](\d{2}))?\s*([ap])\.?m\.?$|^(\d{1,2})[.:]?(\d{2})$", re.I)


class DateParts(forms.Widget):
    """Three boxes: day, month, year. Rendered by components/date-input.html; keeps what was typed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """What stands in the three boxes, as typed."""
        return {part: (data.get(f"{name}-{part}") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form came without any of the three boxes."""
        return not any(f"{name}-{part}" in data for part in PARTS)

    def format_value(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        """The three boxes to show: a date split, or the typing as it was."""
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return {part: (value or {}).get(part, "") for part in PARTS}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """The bare boxes, for a page that shows a form without our template pack."""
        boxes = self.format_value(value)
        texts = [forms.TextInput().render(f"{name}-{part}", boxes[part], attrs, renderer) for part in PARTS]
        return format_html_join("", "{}", ((text,) for text in texts))


class DateField(forms.Field):
    """A day typed in three boxes. `what` names it in messages: "a date" gives "Enter a date"."""

    widget = DateParts

    def __init__(self, *, what: str = "a date", **kwargs: Any) -> None:
        """As forms.Field, with `what` for the messages."""
        self.what = what
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date in `value` ({day, month, year} as typed). ValidationError names the parts that are wrong."""
        if isinstance(value, date) or value is None:
            return value
        boxes = {part: str(value.get(part) or "").strip() for part in PARTS}
        if not any(boxes.values()):
            return None
        missing = [part for part in PARTS if not boxes[part]]
        if missing:
            raise self._wrong(f"must include a {' and '.join(missing)}", missing)
        if not re.fullmatch(r"\d{4}", boxes["year"]):
            raise ValidationError("Year must include 4 numbers", code="invalid", params={"parts": ["year"]})
        try:
            return date(int(boxes["year"]), month_number(boxes["month"]), int(boxes["day"]))
        except (ValueError, OverflowError):
            raise self._wrong("must be a real date", list(PARTS)) from None

    def _wrong(self, fault: str, parts: list[str]) -> ValidationError:
        return ValidationError(f"{subject(self.what)} {fault}", code="invalid", params={"parts": parts})


class TimeField(forms.Field):
    """A time of day as people write it: 5.30pm, 5pm, 17:30, midday. A bare 5.30 is asked about, not guessed."""

    widget = forms.TextInput

    def __init__(self, *, what: str = "a time", **kwargs: Any) -> None:
        """As forms.Field, with `what` for the messages."""
        self.what = what
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored time as it is said; typing as it was."""
        return clock(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        """The time in `value`. Raises ValidationError with an example of what would do."""
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        try:
            return parse_clock(str(value))
        except ValueError as fault:
            raise ValidationError(f"{subject(self.what)} {fault}", code="invalid") from None


class Lines(forms.Textarea):
    """A textarea whose line breaks count as one character, as the count beside it says; a browser sends two."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The text as typed, with plain line breaks."""
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class _Hinted:
    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """As the Django widget; `hints` gives a sentence under a choice, by its value."""
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})


class Radios(_Hinted, forms.RadioSelect):
    """Radios whose choices may each carry a sentence of explanation."""


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Checkboxes whose choices may each carry a sentence of explanation."""


def subject(what: str) -> str:
    """`what` as the subject of a message: "a date" becomes "Date", "the date papers go out" "The date papers go out"."""
    bare = re.sub(r"^(an?|your)\s+", "", what)
    return bare[:1].upper() + bare[1:]


def month_number(text: str) -> int:
    """1 to 12 for "3", "March" or "mar". Raises ValueError."""
    if text.isdecimal():
        return int(text)
    lower = text.lower().rstrip(".")
    names = MONTH_NAMES if len(lower) > 3 else MONTHS
    return names.index("september" if lower == "sept" else lower) + 1


def parse_clock(text: str) -> time:
    """The time that `text` says. Raises ValueError with the rest of the sentence that begins with its name."""
    words = text.strip().lower()
    if words in ("midday", "noon", "midnight"):
        return time(0 if words == "midnight" else 12)
    found = CLOCK.match(words)
    if not found:
        raise ValueError("must be a time, like 5.30pm or 17:30")
    hour, minute, half, hour24, minute24 = found.groups()
    try:
        return _by_half(int(hour), int(minute or 0), half) if half else _by_24(hour24, int(minute24))
    except ValueError as fault:
        known = str(fault).startswith("must")
        raise ValueError(str(fault) if known else "must be a real time, like 5.30pm or 17:30") from None


def _by_half(hour: int, minute: int, half: str) -> time:
    if not 1 <= hour <= 12:
        raise ValueError("must be a real time, like 5.30pm or 17:30")
    return time(hour % 12 + (12 if half == "p" else 0), minute)


def _by_24(hour: str, minute: int) -> time:
    if len(hour) == 1:
        raise ValueError(f"must say am or pm, like {hour}.{minute:02}pm")
    return time(int(hour), minute)


def clock(value: time) -> str:
    """5.30pm, 5pm, midday, midnight."""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"
