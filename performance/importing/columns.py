"""Which column of a file of our own figures is which: by our own names, or as somebody said once for a heading.

A heading is shown on the page where it is matched, and kept only once it was; in a message it never stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from performance.checking import MOST_CHILDREN
from performance.importing import heads
from performance.importing.reading import Refused, plain
from performance.importing.sheets import sheet_of
from performance.importing.workbooks import column_name
from performance.models import ColumnMatch

HEAD = ("code", "indicator", "period_starts_on", "period_ends_on", "numerator", "denominator", "value", "status", "source")
OURS = (*(name for name in ColumnMatch.Column.values if name != "nothing"), "indicator")
REQUIRED = ("code", "period_ends_on")
MOST_COLUMNS, DEEPEST_HEAD, LONGEST_HEADING = 60, 10, 100
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


class Unmatched(Refused):
    """A file whose columns nobody has named yet. `headings` are as printed; they are shown, and kept nowhere."""

    def __init__(self, file: str, headings: Sequence[str]) -> None:
        self.headings = tuple(headings)
        super().__init__(file, "say first what each of its columns is.")


def headings(name: str, content: bytes) -> tuple[list[str], list[str]]:
    """The headings of an unmatched file: those that are not ours as printed, each once, and those that are. Raises Refused."""
    try:
        find(name, sheet_of(name, content).rows, {})
    except Unmatched as unmatched:
        each_once = list({plain(each): each for each in unmatched.headings}.values())
        theirs = [each for each in each_once if plain(each) not in OURS]
        return theirs, [plain(each) for each in each_once if each not in theirs]
    return [], []


def find(name: str, rows: Sequence[tuple[int, Sequence[str]]], matched: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Where the head stands, and the place of each of our columns. Raises Unmatched and Refused."""
    first: list[str] = []
    for place, (_, cells) in enumerate(rows[:DEEPEST_HEAD]):
        heads.require_no_child(name, cells)
        places = _places(name, cells, matched)
        if all(column in places for column in REQUIRED):
            return place, places
        first = first or [cell.strip() for cell in cells if cell.strip()]
    _require_a_head(name, first)
    raise Unmatched(name, first)


def _places(name: str, cells: Sequence[str], matched: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = plain(cell)
        column = heading if heading in OURS else matched.get(heading, "")
        if column in found:
            both = f"{column_name(found[column])} and {column_name(place)}"
            raise Refused(name, f"columns {both} are both “{column}”. Leave one of them out.")
        if column and column != ColumnMatch.Column.NOTHING:
            found[column] = place
    return found


def _require_a_head(name: str, cells: Sequence[str]) -> None:
    """Raise Refused where the first row cannot be a row of headings: too few cells, too many, or figures among them."""
    if len(cells) < len(REQUIRED):
        raise Refused(name, f"it has no head. Its first row must name the columns, among them {' and '.join(REQUIRED)}.")
    if len(cells) > MOST_COLUMNS:
        raise Refused(name, f"its head has more than {MOST_COLUMNS} columns, which is the most that are taken.")
    if any(_is_figure(cell) or len(cell) > LONGEST_HEADING for cell in cells):
        raise Refused(name, "its first row holds figures or sentences, so it is no head. Put the names of the columns there.")


def _is_figure(cell: str) -> bool:
    return day_of(cell) is not None or number_of(cell) is not None


def number_of(cell: str) -> Decimal | None:
    """A number as people write it: 1,234 or 67.9%. None for anything else."""
    bare = cell.strip().removesuffix("%").replace(",", "").strip()
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < MOST_CHILDREN * 10 else None


def day_of(cell: str) -> dt.date | None:
    """A day as people write it: 31/03/2026, 2026-03-31, 31 March 2026. None for anything else."""
    for pattern in DAYS:
        try:
            return dt.datetime.strptime(cell.strip(), pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    return None
