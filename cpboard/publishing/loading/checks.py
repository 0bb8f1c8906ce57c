"""What must agree between the rows of a year: people that exist, days in order, counts within their base."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cpboard.core.models import User
from cpboard.publishing.chapters import CHAPTERS
from cpboard.publishing.loading.tables import BY_NAME, Fault, Row

Rows = dict[str, list[Row]]


def faults_of(rows: Rows) -> list[Fault]:
    """Every fault between rows. Cells that could not be read are None and were reported already."""
    looks = (_year, _people, _known_people, _terms, _meetings, _once, _known_codes, _figures, _comparators, _groups, _chapters)
    return sorted({fault for look in looks for fault in look(rows)})


def _fault(table: str, row: Row, column: str, what: str) -> Fault:
    return Fault(BY_NAME[table].file, row.number, column, what)


def _year(rows: Rows) -> Iterator[Fault]:
    for row in rows["year"]:
        if row["label"] and not re.fullmatch(r"\d{4}/\d{2}", row["label"]):
            yield _fault("year", row, "label", f"“{row['label']}” is not a municipal year. Write it as 2020/21.")
        if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
            yield _fault("year", row, "ends_on", "The year ends before it starts.")


def _addresses(rows: Rows) -> set[str]:
    listed = {row["email"] for row in rows["people"] if row["email"]}
    return listed | set(User.objects.values_list("email", flat=True))


def _people(rows: Rows) -> Iterator[Fault]:
    for row in rows["people"]:
        if not row["role"] and not row["seat"]:
            yield _fault("people", row, "role", "Give this person a role, or a seat on the body.")
        if row["post"] and not row["seat"]:
            yield _fault("people", row, "post", "This person has a post but no seat.")
    clerks = {row["email"] for row in rows["people"] if row["role"] == "clerk"}
    for row in rows["year"]:
        if row["entered_by"] and row["entered_by"] not in clerks:
            yield _fault("year", row, "entered_by", "This must be the address of a clerk in people.csv.")


def _known_people(rows: Rows) -> Iterator[Fault]:
    known = _addresses(rows)
    for row in rows["champions"]:
        for column in ("champion", "officer_lead"):
            if row[column] and row[column] not in known:
                yield _fault("champions", row, column, f"Nobody in people.csv has the address “{row[column]}”.")


def _terms(rows: Rows) -> Iterator[Fault]:
    for table in ("people", "champions"):
        for row in rows[table]:
            if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
                yield _fault(table, row, "ends_on", "The term ends before it starts.")


def _span(rows: Rows) -> tuple[dt.date, dt.date] | None:
    for row in rows["year"]:
        if row["starts_on"] and row["ends_on"]:
            return row["starts_on"], row["ends_on"]
    return None


def _meetings(rows: Rows) -> Iterator[Fault]:
    span = _span(rows)
    for row in rows["meetings"]:
        if row["starts_at"] and row["ends_at"] and row["ends_at"] <= row["starts_at"]:
            yield _fault("meetings", row, "ends_at", "The meeting ends before it starts.")
        if span and row["starts_at"] and not span[0] <= row["starts_at"].date() <= span[1]:
            yield _fault("meetings", row, "starts_at", f"This day is not in the year {span[0]} to {span[1]}.")


KEYS = {
    "people": ("email", "role", "seat"),
    "meetings": ("starts_at",),
    "champions": ("area", "starts_on"),
    "indicators": ("code",),
    "figures": ("code", "period_starts_on", "period_ends_on"),
    "comparators": ("code", "area", "period_ends_on", "release", "method"),
    "groups": ("name",),
    "chapters": ("key",),
}


def _once(rows: Rows) -> Iterator[Fault]:
    for table, columns in KEYS.items():
        seen: dict[tuple[object, ...], int] = {}
        for row in rows[table]:
            key = tuple(row[column] for column in columns)
            if None not in key[:1] and key in seen:
                yield _fault(table, row, columns[0], f"This stands in row {seen[key]} already.")
            seen.setdefault(key, row.number)


def _known_codes(rows: Rows) -> Iterator[Fault]:
    codes = {row["code"] for row in rows["indicators"]}
    for table in ("figures", "comparators"):
        for row in rows[table]:
            if row["code"] and row["code"] not in codes:
                yield _fault(table, row, "code", f"indicators.csv has no indicator “{row['code']}”.")


def _figures(rows: Rows) -> Iterator[Fault]:
    units = {row["code"]: row["unit"] for row in rows["indicators"]}
    for row in rows["figures"]:
        over, under, value = row["numerator"], row["denominator"], row["value"]
        if row["period_starts_on"] and row["period_ends_on"] and row["period_ends_on"] < row["period_starts_on"]:
            yield _fault("figures", row, "period_ends_on", "The period ends before it starts.")
        if over is not None and under is not None and over > under:
            yield _fault("figures", row, "numerator", f"{over} is above the denominator {under}.")
        if over is not None and under == 0:
            yield _fault("figures", row, "denominator", "The denominator is nought.")
        if value is None and over is None:
            yield _fault("figures", row, "value", "Give the counts, or the value.")
        if units.get(row["code"]) == "percent" and value is not None and value > 100:
            yield _fault("figures", row, "value", f"{value} is above 100 per cent.")
        yield from _agree(row, units.get(row["code"]))


def _agree(row: Row, unit: str | None) -> Iterator[Fault]:
    over, under, value = row["numerator"], row["denominator"], row["value"]
    if unit != "percent" or value is None or not over or not under or over > under:
        return
    if abs(Decimal(over) * 100 / under - value) > Decimal("0.1"):
        yield _fault("figures", row, "value", f"{over} of {under} is {Decimal(over) * 100 / under:.1f} per cent, not {value}.")


def _comparators(rows: Rows) -> Iterator[Fault]:
    units = {row["code"]: row["unit"] for row in rows["indicators"]}
    for row in rows["comparators"]:
        if units.get(row["code"]) == "percent" and row["value"] is not None and row["value"] > 100:
            yield _fault("comparators", row, "value", f"{row['value']} is above 100 per cent.")


def _groups(rows: Rows) -> Iterator[Fault]:
    names = {row["name"] for row in rows["groups"]}
    for row in rows["activities"]:
        if row["group"] and row["group"] not in names:
            yield _fault("activities", row, "group", f"groups.csv has no group “{row['group']}”.")


def _chapters(rows: Rows) -> Iterator[Fault]:
    keys: Iterable[str] = [chapter.key for chapter in CHAPTERS]
    for row in rows["chapters"]:
        if row["key"] and row["key"] not in keys:
            yield _fault("chapters", row, "key", f"There is no chapter “{row['key']}”. They are: {', '.join(keys)}.")
