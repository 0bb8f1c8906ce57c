"""All files of published statistics that lie beside the project: counted in, once, and right to the last worked example."""

from __future__ import annotations

import datetime as dt
import os
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from performance import catalogue, standing
from performance.catalogue.operations import load_catalogue
from performance.importing import periods
from performance.importing.console import AtTheConsole
from performance.importing.holding import changes
from performance.importing.measures import all_of_them
from performance.importing.operations import File, import_statistics
from performance.models import Comparator, Indicator, Neighbour, Published, Rating, Release, Series
from performance.rating import half_unit
from tests.factories.performance import make_value
from tests.performance.test_importing import held
from tests.performance.worked import EXAMPLES

DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
PETERBOROUGH = "874"
pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there; set SHARED_DATA to the folder that holds the files"),
]


@pytest.fixture(scope="module")
def files():
    return [File(path.name, path.read_bytes()) for path in sorted(DATA.rglob("*")) if path.suffix in (".csv", ".xlsx")]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, files):
    """Everything, imported once for all tests here: each works on it within a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(by=AtTheConsole.today(), now=timezone.now())
        yield import_statistics(files, authority=PETERBOROUGH, by=AtTheConsole.today(), now=timezone.now())
        transaction.set_rollback(True)


@pytest.fixture
def imported(loaded, db):
    return loaded


def beside(code, area, year, **more):
    """The figures to compare with in the Department's own newest release that has this year."""
    end = dt.date(year, 3, 31)
    found = Comparator.objects.filter(indicator__code=code, area=area, period_ends_on=end, release__startswith="DfE", **more)
    return found.order_by("newest_on").last()


def percents(series, year):
    """The printed percentages of all councils, by number."""
    rows = Published.objects.filter(
        release__name="DfE 2025", release__dataset=series[0], series__labels=series[1], ends_on=dt.date(year, 3, 31), area__kind="authority"
    )
    read = {row.area.code: row.figures["percent"] for row in rows.select_related("area")}
    return {code: Fraction(printed) for code, printed in read.items() if printed.isdigit()}


UNDER_16 = "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years"
LONG = f"{UNDER_16} / Living with the same carer for at least 2 years"
QUARTERS = {
    "LAC_LongStable% 2025": ("placement_stability", LONG),
    "LACStable_2016on 2025": ("placement_stability", "CLA on 31 March / With 3 or more placements during the year"),
    "CareLeaverEET 2025": ("activity", "19 to 21 years / Total in education, employment or training"),
}


def test_every_row_is_held_or_refused_and_a_second_time_changes_nothing(files, imported):
    rows, kept, refused = (sum(numbers) for numbers in zip(*((o.rows, o.held, len(o.passed)) for o in imported), strict=True))
    before = held()

    again = import_statistics(files, authority=PETERBOROUGH, by=AtTheConsole.today(), now=timezone.now())

    print(f"\nimport_statistics: {len(files)} files, {rows:,} rows in, {kept:,} held, {refused} refused")
    assert rows == kept + refused
    assert all(each.why for outcome in imported for each in outcome.passed)
    assert sum(outcome.new for outcome in again) == 0
    assert held() == before


def test_the_release_of_2025_shows_what_it_revised(imported):
    old, new = (Release.objects.get(dataset="placement_stability", name=name) for name in ("DfE 2024", "DfE 2025"))
    found = changes(old.pk, new.pk)

    england = [c for c in found if (c.area, c.ends_on.year, c.series) == ("970", 2024, QUARTERS["LACStable_2016on 2025"][1])]
    councils = {c.area for c in found if c.series == LONG and c.ends_on.year == 2024 and c.area < "970" and "percent" in c.figures}
    print(f"\nrevisions: {len(found)} rows, {len(councils)} councils' long-term percentages of 2024")
    assert [change.figures["percent"] for change in england] == [("10", "11")]
    assert len(councils) == 42


def test_each_indicator_finds_its_series_where_its_data_set_is_there(imported):
    there = {(series.dataset, series.labels.casefold()) for series in Series.objects.filter(rows__isnull=False)}

    lost = [m.code for m in all_of_them() if {(m.dataset, m.series), (m.dataset, m.below)} - there]

    with_england = set(Comparator.objects.filter(area="england").values_list("indicator__code", flat=True))
    print(f"\ncomparators: {Comparator.objects.count():,} for {len(with_england)} indicators")
    assert lost == []
    assert {m.code for m in all_of_them()} == with_england


def test_england_stands_as_the_catalogue_says(imported):
    said = {row["code"]: row for row in catalogue.rows("indicators.csv") if row["england_num"] and row["england_den"]}
    found = {code: beside(code, "england", 2025 if "2025" in row["england_period"] else 2024) for code, row in said.items()}
    counted = {code: one for code, one in found.items() if one is not None and one.from_counts}

    assert {code: (one.numerator, one.denominator) for code, one in counted.items()} == {
        code: (int(said[code]["england_num"]), int(said[code]["england_den"])) for code in counted
    }
    assert len(counted) >= 17


def test_lait_and_the_department_agree_on_england(imported):
    pairs = [
        (lait.indicator.code, lait.value, ours)
        for lait in Comparator.objects.filter(area="england", release="LAIT 2025", period_ends_on=dt.date(2025, 3, 31)).select_related(
            "indicator"
        )
        if (ours := beside(lait.indicator.code, "england", 2025))
    ]

    assert [
        code for code, value, ours in pairs if abs(Fraction(value) - ours.exact) > half_unit(ours.printed_decimals, from_counts=False)
    ] == []
    assert len(pairs) >= 10


def test_every_kind_of_year_is_that_of_the_dictionary(imported):
    ends = {"Academic Year": (8, 31), "Annual (end of Sept)": (9, 30), "Financial Year": (3, 31), "Annual": (3, 31)}
    described = [series for series in Series.objects.filter(dataset="lait", rows__isnull=False).distinct() if series.about]

    other = [
        s.labels
        for s in described
        if (day := periods.lait_ends_on("2025", s.labels)) and (day.month, day.day) != ends[s.about["year_type"]]
    ]

    assert (other, len(described) > 80) == ([], True)


@pytest.mark.parametrize("case", EXAMPLES["sn_average"]["cases"])
def test_every_worked_example_of_similar_councils(imported, case):
    code = "STA02" if case["measure"].startswith("LT") else "STA01"
    near = Neighbour.objects.filter(model=case["model"], area__code=PETERBOROUGH).values_list("neighbour__code", flat=True)
    found = {way: beside(code, "neighbours", 2025, model=case["model"], method=way) for way in ("mean", "median", "pooled")}

    assert list(near) == case["neighbours"]
    assert {way: round(float(one.exact), 2) for way, one in found.items()} == {way: case[way] for way in found}
    assert {one.used for one in found.values()} == {case["n_used"]}


@pytest.mark.parametrize("case", EXAMPLES["quartile_lait"]["cases"])
def test_every_worked_example_of_a_quarter_and_a_rank(imported, case):
    figures = percents(QUARTERS[case["measure"]], 2025)

    among = standing.quartiles(figures.values())

    assert [float(each) for each in among] == case["quantiles"]
    assert (len(figures), figures[PETERBOROUGH]) == (case["n"], case["value"])
    assert standing.band(figures[PETERBOROUGH], among, case["polarity"]) == case["expected_band"]
    assert standing.rank(figures[PETERBOROUGH], figures.values(), case["polarity"]) == case["expected_rank"]


def test_the_source_year_is_rated_anew_when_the_releases_arrive(imported, cast):
    indicator = Indicator.objects.get(code="STA02")
    value = make_value(cast, indicator, 89, 131, starts_on=dt.date(2021, 4, 1), ends_on=dt.date(2021, 4, 30))

    standing_now = {rating.comparator.area: rating for rating in Rating.objects.filter(value=value).standing()}

    assert {area: rating.result for area, rating in standing_now.items() if area != "neighbours"} == {"england": "amber", "region": "red"}
    assert standing_now["england"].comparator.exact == Fraction(2_000_000, 28_640)
