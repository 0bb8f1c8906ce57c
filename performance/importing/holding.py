"""Rows on their way into the database, many at once, and what differs between two releases.

Called by `performance.importing.operations` alone, inside its transaction. Rows go in by COPY: one release has
20,000 of them, and a line at a time would take minutes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from performance.importing.reading import Row

STAGED = "CREATE TEMPORARY TABLE staged (line int, series_id bigint, area_id bigint, ends_on date, figures jsonb) ON COMMIT DROP"
INTO_STAGED = "COPY staged (line, series_id, area_id, ends_on, figures) FROM STDIN"
INTO_PUBLISHED = "COPY performance_published (release_id, series_id, area_id, ends_on, figures) FROM STDIN"
CONFLICTS = """
    SELECT s.line, p.figures, s.figures
    FROM staged s
    JOIN performance_published p
      ON p.release_id = %s AND p.series_id = s.series_id AND p.area_id = s.area_id AND p.ends_on = s.ends_on
    WHERE p.figures <> s.figures
    ORDER BY s.line
"""
ADDED = """
    INSERT INTO performance_published (release_id, series_id, area_id, ends_on, figures)
    SELECT %(release)s, s.series_id, s.area_id, s.ends_on, s.figures
    FROM staged s
    WHERE NOT EXISTS (
      SELECT 1 FROM performance_published p
      WHERE p.release_id = %(release)s AND p.series_id = s.series_id AND p.area_id = s.area_id AND p.ends_on = s.ends_on
    )
"""
CHANGED = """
    SELECT series.labels, area.code, area.name, new.ends_on, old.figures, new.figures
    FROM performance_published new
    JOIN performance_published old
      ON old.release_id = %s AND old.series_id = new.series_id AND old.area_id = new.area_id AND old.ends_on = new.ends_on
    JOIN performance_series series ON series.id = new.series_id
    JOIN performance_area area ON area.id = new.area_id
    WHERE new.release_id = %s AND new.figures <> old.figures
    ORDER BY new.ends_on DESC, area.kind = 'england' DESC, area.kind = 'region' DESC, area.code, series.labels
"""


class Conflict(NamedTuple):
    """A row that says another thing than the same release said before."""

    line: int
    held: dict[str, str]
    given: dict[str, str]


class Change(NamedTuple):
    """A figure that a newer release gives otherwise than an older one."""

    series: str
    area: str
    area_name: str
    ends_on: dt.date
    old: dict[str, str]
    new: dict[str, str]

    @property
    def figures(self) -> dict[str, tuple[str, str]]:
        """What differs, by name: before and now."""
        return {name: (self.old.get(name, ""), self.new.get(name, "")) for name in self.new if self.old.get(name) != self.new.get(name)}


Keys = Mapping[str, int]


def copy_new(release: int, rows: Sequence[Row], series: Keys, areas: Keys) -> int:
    """Hold all rows of a release that is new; gives their number."""
    _copy(INTO_PUBLISHED, (f"{release}\t{_line(row, series, areas)}" for row in rows))
    return len(rows)


def add_missing(release: int, rows: Sequence[Row], series: Keys, areas: Keys) -> tuple[int, list[Conflict]]:
    """Hold the rows that a release does not have yet, unless any says another thing than before: number, conflicts."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged")
        cursor.execute(STAGED)
        _copy(INTO_STAGED, (f"{row.line}\t{_line(row, series, areas)}" for row in rows))
        cursor.execute(CONFLICTS, [release])
        conflicts = [Conflict(line, json.loads(held), json.loads(given)) for line, held, given in cursor.fetchall()]
        if conflicts:
            return 0, conflicts
        cursor.execute(ADDED, {"release": release})
        return cursor.rowcount, []


def _line(row: Row, series: Keys, areas: Keys) -> str:
    figures = row.figures.replace("\\", "\\\\") if "\\" in row.figures else row.figures
    return f"{series[row.labels.casefold()]}\t{areas[row.area]}\t{row.ends_on}\t{figures}\n"


def _copy(statement: str, lines: Iterable[str]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write("".join(lines))


def changes(older: int, newer: int) -> list[Change]:
    """Every figure that both releases give, and give otherwise: newest first, England before regions before councils."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [older, newer])
        found = cursor.fetchall()
    return [Change(series, code, name, day, json.loads(old), json.loads(new)) for series, code, name, day, old, new in found]
