"""A release of statistics of 20,040 rows, made up in the layout of the largest one that is published."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,la_name,new_la_code,care_leaver_age,breakdown,care_leaver_count,care_leaver_percent"
)
REGIONS = [*(f"E1200000{n}" for n in range(1, 10)), "E13000001", "E13000002"]
COUNCILS = range(301, 456)
AGES = ("17 to 18 years", "19 to 21 years")
LABELS = ("Total in education, employment or training", "Total", *(f"Other {n}, with a comma" for n in range(10)))
OURS = "301"


def content(years: tuple[int, ...] = (2021, 2022, 2023, 2024, 2025)) -> bytes:
    """Five years, 24 series, 167 areas. One cell in seven is hidden."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(HEAD.split(","))
    for year in years:
        for place, area in enumerate(_areas()):
            for n, (age, label) in enumerate((age, label) for age in AGES for label in LABELS):
                hidden = (place + n) % 7 == 6 and label.startswith("Other")
                whole = label == "Total"
                figures = ("c", "c") if hidden else (400 + place, 100) if whole else (150 + (place * 7 + n * 3 + year) % 200, 10 + n)
                write.writerow([year, "Reporting year", *area, age, label, *figures])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _areas() -> list[list[str]]:
    country = ["E92000001", "England"]
    regions = [["Regional", *country, code, f"Region {code}", "", "", ""] for code in REGIONS]
    councils = [
        ["Local authority", *country, REGIONS[code % 9], f"Region {code % 9}", str(code), f"Council {code}", f"E06000{code}"]
        for code in COUNCILS
    ]
    return [["National", *country, "", "", "", "", ""], *regions, *councils]


def similar() -> bytes:
    """Ten similar councils for ours."""
    head = ["old_la_code", "la_name", "region_name", *(name for n in range(1, 11) for name in (f"SN_{n}", f"SN_{n}P"))]
    row = [OURS, "Ours", "North East", *(cell for n in range(1, 11) for cell in (str(301 + n), "Close"))]
    return "\n".join([",".join(head), ",".join(row)]).encode()


def deeds(by: Any) -> tuple[Callable[[], None], Callable[[], None]]:
    """Import the release and undo it; and what that is held against: read it with csv, COPY it, undo it."""
    from django.db import connection, transaction
    from django.utils import timezone

    from performance.catalogue.operations import load_catalogue
    from performance.importing.operations import File, import_statistics

    release, now = content(), timezone.now()
    rows = len(release.splitlines()) - 1
    load_catalogue(by=by, now=now)
    import_statistics([File("similar 2025.csv", similar())], authority=OURS, by=by, now=now)

    def take() -> None:
        with transaction.atomic():
            (outcome,) = import_statistics([File("activity.csv", release)], by=by, now=now)
            assert (outcome.rows, outcome.new) == (rows, rows)
            connection.check_constraints()  # what a commit would look at
            transaction.set_rollback(True)

    def bare() -> None:
        columns = ", ".join(f"{name} text" for name in HEAD.split(","))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE bare ({columns})")
            with cursor.copy("COPY bare FROM STDIN") as copy:
                for row in list(csv.reader(io.StringIO(release.decode("utf-8-sig"), newline="")))[1:]:
                    copy.write_row(row)
            transaction.set_rollback(True)

    return take, bare
