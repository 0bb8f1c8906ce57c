"""What a person takes away as a table: the themes that they may see, in cells that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from voice.models import Theme
from voice.threads import in_short

HEAD = [
    "Board", "What it is about", "Said by", "Their words", "Permission", "How we heard it", "Group", "Promise",
    "Heard on", "Times heard", "Answer by", "Answer", "Answered on", "What we answered",
]  # fmt: skip
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """A cell that a spreadsheet shows and never works out: a quote before what begins a formula (security AC22)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(BEGINS_FORMULA) else text


def themes_as_csv(themes: Iterable[Theme]) -> str:
    """One line a theme, with a mark that tells spreadsheets that this is UTF-8."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEAD)
    table.writerows([safe_cell(cell) for cell in _cells(theme)] for theme in themes)
    return "\ufeff" + out.getvalue()


def _cells(theme: Theme) -> list[object]:
    answer = theme.latest_reply
    told = [in_short(answer), answer.at.date(), answer.text] if answer else ["", "", ""]
    return [
        theme.body, theme.title, theme.said_by, theme.words, theme.permission, theme.get_source_display(), theme.group,
        theme.promise, theme.heard_on, theme.times_heard, theme.answer_by, *told,
    ]  # fmt: skip
