"""A board's year from CSV files: the whole of it, or a list of every fault and nothing."""

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actions.models import Outcome
from champions.models import Appointment
from cpboard.board.models import Body
from cpboard.core.models import Event, User
from cpboard.publishing.models import AnnualReport
from meetings.models import Meeting
from performance.models import Rating, Value

SOURCE = Path(__file__).parent.parent / "data" / "peterborough-2020-21"
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SOURCE, tmp_path / "year")


def load(folder: Path, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("load_year", folder, stdout=out, stderr=err, **options)
    except CommandError as fault:
        err.write(f"{fault}\n")
    return out.getvalue(), err.getvalue()


def edit(folder: Path, table: str, row: int, column: str, value: str) -> None:
    path = folder / f"{table}.csv"
    lines = list(csv.reader(path.read_text().splitlines()))
    lines[row - 1][lines[0].index(column)] = value
    with path.open("w", newline="") as target:
        csv.writer(target).writerows(lines)


def everything() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (User, Body, Meeting, Appointment, Outcome, Value, AnnualReport, Event))


def test_load_year_writes_the_whole_year() -> None:
    out, err = load(SOURCE)
    assert err == ""
    assert "meetings: 4 rows" in out
    assert Meeting.objects.held().count() == 4
    assert sorted(Meeting.objects.values_list("kind", flat=True)) == ["formal", "formal", "informal", "informal"]
    assert Appointment.objects.count() == 5
    assert Outcome.objects.count() == 7
    stability = Value.objects.get(numerator=89)
    assert (stability.denominator, stability.indicator.code) == (131, "STA02")


def test_load_year_rates_the_source_years_figures_against_each_comparator() -> None:
    load(SOURCE)
    found = {
        (r.value.indicator.code, r.comparator.area): r.result
        for r in Rating.objects.select_related("value__indicator", "comparator").filter(value__period_ends_on="2021-04-30")
    }
    assert found == {
        ("STA02", "neighbours"): "green",
        ("STA02", "england"): "green",
        ("STA02", "region"): "amber",
        ("STA01", "neighbours"): "green",
        ("STA01", "england"): "green",
        ("STA01", "region"): "green",
    }


def test_load_year_dry_run_writes_nothing() -> None:
    before = everything()
    out, _ = load(SOURCE, dry_run=True)
    assert "this was a dry run" in out
    assert everything() == before


def test_load_year_twice_is_refused_and_changes_nothing() -> None:
    load(SOURCE)
    before = everything()
    _, err = load(SOURCE)
    assert err == "The year 2020/21 of the Corporate Parenting Committee is in the record already. Nothing was written.\n"
    assert everything() == before


BROKEN = [
    ("meetings", 2, "starts_at", "16 September 2020", "meetings.csv, row 2, starts_at: “16 September 2020” is not a day and time."),
    ("meetings", 3, "starts_at", "2019-11-18 18:00", "meetings.csv, row 3, starts_at: This day is not in the year"),
    ("champions", 2, "champion", "nobody@council.example", "champions.csv, row 2, champion: Nobody in people.csv has the address"),
    ("figures", 5, "numerator", "132", "figures.csv, row 5, numerator: 132 is above the denominator 131."),
    ("figures", 5, "value", "68.9", "figures.csv, row 5, value: 89 of 131 is 67.9 per cent, not 68.9."),
    ("figures", 6, "value", "seven", "figures.csv, row 6, value: “seven” is not a number."),
    ("figures", 6, "value", "107.5", "figures.csv, row 6, value: 107.5 is above 100 per cent."),
    ("figures", 6, "code", "XXX", "figures.csv, row 6, code: indicators.csv has no indicator “XXX”."),
    ("outcomes", 2, "difference", "lots", "outcomes.csv, row 2, difference: “lots” is not one of"),
    ("people", 2, "email", "not an address", "people.csv, row 2, email: “not an address” is not an e-mail address."),
    ("people", 3, "name", "", "people.csv, row 3, name: This cell is empty."),
    ("year", 2, "ends_on", "2019-05-25", "year.csv, row 2, ends_on: The year ends before it starts."),
    ("chapters", 2, "key", "gossip", "chapters.csv, row 2, key: There is no chapter “gossip”."),
    ("activities", 2, "group", "Nobody", "activities.csv, row 2, group: groups.csv has no group “Nobody”."),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "says"), BROKEN)
def test_load_year_names_file_row_and_column_of_a_fault(folder: Path, table: str, row: int, column: str, value: str, says: str) -> None:
    before = everything()
    edit(folder, table, row, column, value)
    _, err = load(folder)
    assert says in err
    assert "Nothing was written." in err
    assert everything() == before


def test_load_year_lists_every_fault_at_once(folder: Path) -> None:
    (folder / "outcomes.csv").unlink()
    edit(folder, "meetings", 2, "starts_at", "tomorrow")
    edit(folder, "champions", 3, "officer_lead", "nobody@council.example")
    edit(folder, "figures", 5, "numerator", "500")
    before = everything()
    _, err = load(folder)
    for says in ("outcomes.csv: This file is missing.", "meetings.csv, row 2", "champions.csv, row 3", "figures.csv, row 5"):
        assert says in err
    assert "4 faults. Nothing was written." in err
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty."),
        (b"\xff\xfe\x00", "This file is not UTF-8 text."),
        (b"kind,text\n", "outcomes.csv, row 1, difference: This column is missing."),
        (b"kind,text,difference,child\n", "outcomes.csv, row 1, child: This column is not known."),
        (b"kind,text,difference\npolicy,x\n", "outcomes.csv, row 2: This row has 2 cells. It needs 3."),
        (b"kind,text,difference\n", "This file has no rows."),
        (b'kind,text,difference\npolicy,"x,yes\n', "This is not a CSV file"),
    ],
)
def test_load_year_refuses_a_file_that_cannot_be_read(folder: Path, content: bytes, says: str) -> None:
    (folder / "outcomes.csv").write_bytes(content)
    assert says in load(folder)[1]


def test_load_year_takes_a_byte_order_mark_and_windows_lines(folder: Path) -> None:
    path = folder / "outcomes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder)[1] == ""


def test_load_year_of_no_folder_says_so(tmp_path: Path) -> None:
    assert "There is no such folder." in load(tmp_path / "none")[1]
