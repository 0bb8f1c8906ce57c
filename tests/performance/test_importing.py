"""Published statistics come in whole or not at all, once, and say what changed."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.http import Http404
from django.urls import reverse

from cpboard.core.models import Event
from performance.catalogue.operations import load_catalogue
from performance.importing.operations import File, import_statistics
from performance.importing.reading import Refused
from performance.models import Area, Comparator, Indicator, Neighbour, Published, Rating, Release, Series
from tests.factories.performance import make_comparator, make_indicator, make_value
from tests.performance.statistics_files import (
    ADOPTION,
    ALL,
    DOWNLOAD,
    FOLDER,
    KS4,
    LAIT,
    NEAR_2021,
    NEAR_2025,
    RATE_2024,
    RATE_2025,
    STABILITY_2024,
    STABILITY_2025,
    file,
    take,
    text,
    unpacked_to,
    workbook,
)

TABLES = (Area, Neighbour, Series, Release, Published, Comparator, Rating, Event, Indicator)
HEAD = "time_period,time_identifier,geographic_level,country_code,country_name,cla_group,number"
ENGLAND = "2025,Reporting year,National,E92000001,England"


def held():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def figures(labels, area, year=2025):
    return Published.objects.get(series__labels=labels, area__code=area, ends_on=dt.date(year, 3, 31)).figures


def beside(code, area, year=2025, method="", model=""):
    return Comparator.objects.get(
        indicator__code=code, area=area, period_ends_on=dt.date(year, 3, 31), method=method, model=model, release__startswith="DfE"
    )


# Whole files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_every_row_of_a_file_is_held_or_refused_with_a_reason(cast, now, name):
    (outcome,) = take(cast, now, name)

    assert outcome.rows == outcome.held + len(outcome.passed)
    assert outcome.new > 0
    assert all(each.why for each in outcome.passed)


def test_all_files_at_once_and_once_more_change_nothing_the_second_time(cast, now):
    load_catalogue(by=cast.viewer("performance"), now=now)
    first = take(cast, now, *ALL, authority="301")
    before = held()

    second = take(cast, now + dt.timedelta(days=1), *ALL, authority="301")

    assert all(outcome.new for outcome in first)
    assert [outcome.new for outcome in second] == [0] * len(ALL)
    assert held() == before


@pytest.mark.parametrize(("name", "mark", "ends"), [(STABILITY_2024, True, b"\r\n"), (STABILITY_2025, True, b"\n")])
def test_a_mark_and_line_ends_make_no_difference(cast, now, name, mark, ends):
    content = file(name).content
    assert (content.startswith(b"\xef\xbb\xbf"), b"\r\n" in content) == (mark, ends == b"\r\n")
    bare = content.removeprefix(b"\xef\xbb\xbf")
    other = bare.replace(b"\r\n", b"\n") if ends == b"\r\n" else bare.replace(b"\n", b"\r\n")

    (first,) = take(cast, now, name)
    (again,) = take(cast, now, File(name, other))

    assert (first.new, again.new) == (120, 0)


def test_columns_are_found_by_name_wherever_they_stand(cast, now):
    lines = file(RATE_2025).content.decode("utf-8-sig").splitlines()
    turned = [",".join(reversed(line.split(","))) for line in lines]

    take(cast, now, RATE_2025)
    (again,) = take(cast, now, text(RATE_2025, *turned))

    assert (again.rows, again.held, again.new) == (12, 12, 0)


def test_a_renamed_head_and_a_renamed_label_are_the_same_series(cast, now):
    take(cast, now, RATE_2024, RATE_2025)

    assert [str(series) for series in Series.objects.all()] == ["number_and_rate: Children looked after on 31 March each year"]
    assert [release.name for release in Release.objects.all()] == ["DfE 2024", "DfE 2025"]


def test_figures_are_held_as_they_were_printed(cast, now):
    take(cast, now, STABILITY_2025, RATE_2025, ADOPTION, KS4)

    assert figures("CLA on 31 March / With 3 or more placements during the year", "312") == {"count": "c", "percent": "c"}
    assert figures("Children looked after on 31 March each year", "304") == {"population": "x", "count": "z", "rate": "z"}
    stage = "Age on starting final period of care / 4. Total average time between entry into care and date placed for adoption / Total"
    assert figures(stage, "970") == {"count": "01:07"}
    school = Published.objects.get(series__labels="CLA 12 months on 31 March", area__code="301", ends_on=dt.date(2025, 8, 31))
    assert (school.figures["avg_att8"], school.figures["avg_p8score"], school.figures["version"]) == ("17.3", "-1.21", "Revised")


def test_an_area_keeps_its_first_name_and_its_region(cast, now):
    take(cast, now, STABILITY_2025, LAIT)

    assert [(area.name, area.kind, area.region and area.region.name) for area in Area.objects.filter(code__in=("301", "970", "985"))] == [
        ("Fenbridge", "authority", "East of England"),
        ("England", "england", None),
        ("East of England", "region", None),
    ]


def test_a_newer_release_says_what_changed(cast, now):
    older, newer = take(cast, now, STABILITY_2025, STABILITY_2024)

    assert (older.release, older.changes, newer.release, newer.older) == ("DfE 2024", (), "DfE 2025", "DfE 2024")
    assert [(c.area_name, c.ends_on.year, c.series, c.figures) for c in newer.changes] == [
        (
            "England",
            2024,
            "CLA on 31 March / With 3 or more placements during the year",
            {"count": ("8000", "8800"), "percent": ("10", "11")},
        )
    ]


def test_a_release_that_was_taken_in_part_is_filled_up(cast, now):
    lines = file(STABILITY_2025).content.decode().splitlines()
    take(cast, now, text(STABILITY_2025, *lines[:41]))

    (outcome,) = take(cast, now, STABILITY_2025)

    assert (outcome.rows, outcome.held, outcome.new) == (120, 120, 80)
    assert Published.objects.count() == 120


def test_another_figure_under_the_same_release_is_refused_and_under_a_new_name_taken(cast, now):
    take(cast, now, STABILITY_2025)
    before = held()
    corrected = file(STABILITY_2025, old=",8500,10", new=",8600,11")

    with pytest.raises(Refused, match="“DfE 2025” already says otherwise") as refused:
        take(cast, now, corrected)
    assert [str(fault) for fault in refused.value.faults] == ["row 2: held count 8500, percent 10, given count 8600, percent 11."]
    assert held() == before

    (outcome,) = take(cast, now, corrected, release="DfE 2025 revised")
    assert [change.figures for change in outcome.changes] == [{"count": ("8500", "8600"), "percent": ("10", "11")}]


def test_only_the_performance_officer_takes_them_in(cast, now):
    with pytest.raises(Http404):
        import_statistics([file(STABILITY_2025)], by=cast.viewer("clerk"), now=now)
    assert not Release.objects.exists()


def test_taking_in_is_written_down(cast, now):
    take(cast, now, STABILITY_2025)

    event = Event.objects.get(verb="performance.import_statistics")
    assert (event.subject_id, event.by, event.at, event.facts) == (Release.objects.get().pk, cast.performance, now, {"rows": 120})


# LAIT ----------------------------------------------------------------------------------------------------------------


def test_the_long_store_of_lait_loses_its_noise_and_keeps_its_years(cast, now):
    take(cast, now, LAIT)

    rows = (
        Published.objects.filter(area__code="970").order_by("series__labels", "ends_on").values_list("series__labels", "ends_on", "figures")
    )
    assert list(rows) == [
        ("Children_missing", dt.date(2024, 3, 31), {"value": "0.07"}),
        ("LAC_LongStable%", dt.date(2024, 3, 31), {"value": "68"}),
        ("LAC_LongStable%", dt.date(2025, 3, 31), {"value": "69"}),
        ("LAC_Over_Abs", dt.date(2024, 8, 31), {"value": "8.8"}),
        ("LAC_Over_Abs", dt.date(2025, 8, 31), {"value": "9", "year": "2025 (prov)"}),
        ("Stability_SocialWorker", dt.date(2024, 3, 31), {"value": "27"}),
    ]


def test_a_download_of_lait_has_a_column_for_each_year_and_leaves_similar_councils_out(cast, now):
    (outcome,) = take(cast, now, DOWNLOAD)

    assert (outcome.rows, outcome.held, outcome.new) == (4, 3, 12)
    assert [str(each) for each in outcome.passed] == ["row 4, LA and Regions: Similar councils are worked out here, from each of them."]
    assert figures_of_lait("301") == {2022: "20.5", 2023: "21", 2024: "c", 2025: "20.3"}


def figures_of_lait(area):
    return {row.ends_on.year: row.figures["value"] for row in Published.objects.filter(area__code=area, series__labels="LAC_Pers_Abs")}


def test_a_download_under_any_name_is_told_its_measure(cast, now):
    take(cast, now, File("download (3).csv", file(DOWNLOAD).content), series="LAC_Pers_Abs")

    assert len(figures_of_lait("970")) == 4


def test_a_dictionary_describes_measures_once(cast, now):
    lines = ("Measure_short,Measure,Polarity,dps,Year_Type", "LAC,Rate,Low,0,Annual", "LAC,Rate again,Low,0,Annual", ",,,,")
    (outcome,) = take(cast, now, text("dictionary.csv", *lines))

    assert (outcome.held, outcome.new, len(outcome.passed)) == (1, 1, 2)
    assert Series.objects.get().about == {"measure": "Rate", "polarity": "Low", "dps": "0", "year_type": "Annual"}
    assert take(cast, now, text("dictionary.csv", *lines))[0].new == 0


def test_a_list_of_areas_names_regions_and_refuses_numbers_that_no_figure_has(cast, now):
    lines = ("LA Number,LA Name,Region,Type", "301,Fenbridge,East of England,Unitary", "970,England,NA,NA", "1000,Gone,NA,NA")
    (outcome,) = take(cast, now, text("areas.csv", *lines))

    assert (outcome.rows, outcome.held, len(outcome.passed)) == (3, 2, 1)
    assert Area.objects.get(code="301").region.code == "985"


# Similar councils ------------------------------------------------------------------------------------------------------


def test_both_models_are_kept_with_one_way_of_writing_how_close(cast, now):
    newer, older = sorted(take(cast, now, NEAR_2021, NEAR_2025), key=lambda outcome: outcome.release, reverse=True)

    assert [(o.release, o.rows, o.held, o.new) for o in (older, newer)] == [("2021", 15, 12, 12), ("2025", 12, 12, 12)]
    assert [str(each) for each in older.passed] == [
        "row 14, LA number: The row is empty.",
        "row 15, LA number: This is a heading.",
        "row 16, LA number: The row is empty.",
    ]
    ten = list(Neighbour.objects.filter(model="2021", area__code="301").values_list("neighbour__code", "closeness"))
    assert ten[:2] + ten[-1:] == [("303", "Very close"), ("304", "Very close"), ("312", "Extremely close")]


def test_a_workbook_says_the_same_as_the_text_file(cast, now):
    rows = [line.split(",") for line in file(NEAR_2025).content.decode("utf-8-sig").splitlines()]
    above = [[str(n) for n in range(24)], ["letters"]]
    take(cast, now, NEAR_2025)

    (outcome,) = take(cast, now, workbook("model 2025.xlsx", [*above, *rows]))

    assert (outcome.rows, outcome.held, outcome.new) == (12, 12, 0)


def test_another_neighbour_in_the_same_model_is_refused(cast, now):
    take(cast, now, NEAR_2025)

    with pytest.raises(Refused, match="the model of 2025 already says otherwise") as refused:
        take(cast, now, file(NEAR_2025, old="East of England,302,", new="East of England,312,"))
    assert [str(each) for each in refused.value.faults] == ["row 2, SN1: held 302, given 312."]


def test_a_table_without_a_year_is_told_it(cast, now):
    nameless = File("neighbours.csv", file(NEAR_2025).content)

    with pytest.raises(Refused) as refused:
        take(cast, now, nameless)
    assert "does not say its year" in str(refused.value.faults[0])
    assert take(cast, now, nameless, release="2025")[0].new == 12


# What stands beside ours -----------------------------------------------------------------------------------------------


@pytest.fixture
def stability(cast, now):
    load_catalogue(by=cast.viewer("performance"), now=now)
    return Indicator.objects.get(code="STA02")


def test_england_and_our_region_are_worked_out_from_published_counts(cast, now, stability):
    take(cast, now, STABILITY_2025, authority="301")

    england, region = beside("STA02", "england"), beside("STA02", "region")
    assert (england.exact, england.from_counts, england.half_unit) == (Fraction(1_968_000, 28_710), True, 0)
    assert (region.numerator, region.denominator, region.newest_on) == (1550, 2220, dt.date(2025, 3, 31))


def test_similar_councils_have_a_mean_a_median_and_a_pooled_figure_from_each_model(cast, now, stability):
    take(cast, now, STABILITY_2025, NEAR_2021, NEAR_2025, authority="301")

    found = {
        (model, method): (
            beside("STA02", "neighbours", method=method, model=model).value,
            beside("STA02", "neighbours", method=method, model=model).used,
        )
        for model in ("2021", "2025")
        for method in ("mean", "median", "pooled")
    }
    assert found == {
        ("2025", "mean"): (Decimal("68.8"), 10),
        ("2025", "median"): (Decimal("69.0"), 10),
        ("2025", "pooled"): (Decimal("68.8"), 10),
        ("2021", "mean"): (Decimal("68.9"), 10),
        ("2021", "median"): (Decimal("69.0"), 10),
        ("2021", "pooled"): (Decimal("68.9"), 10),
    }


def test_a_hidden_neighbour_is_left_out_and_how_many_are_left_is_kept(cast, now, stability):
    take(cast, now, STABILITY_2025, NEAR_2021, authority="301")

    assert beside("STA01", "neighbours", method="mean", model="2021").used == 9


def test_our_figure_is_rated_by_the_mean_of_the_newest_model_and_chips_say_the_rest(cast, now, stability):
    value = make_value(cast, stability, 65, 101, starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2025, 3, 31))
    take(cast, now, STABILITY_2025, NEAR_2021, NEAR_2025, authority="301")

    standing = {
        r.comparator.area: (r.result, r.comparator.method, r.comparator.model) for r in Rating.objects.filter(value=value).standing()
    }
    assert standing == {"neighbours": ("red", "mean", "2025"), "england": ("red", "", ""), "region": ("red", "", "")}


def test_fewer_than_five_similar_councils_are_not_compared_with(cast, now, stability):
    value = make_value(cast, stability, 65, 101, starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2025, 3, 31))
    lines = file(STABILITY_2025).content.decode().splitlines()
    kept = [line for line in lines if not any(f",{code}," in line for code in range(306, 313))]
    take(cast, now, text(STABILITY_2025, *kept), NEAR_2025, authority="301")

    assert beside("STA02", "neighbours", method="mean", model="2025").used == 4
    assert "neighbours" not in {rating.comparator.area for rating in Rating.objects.filter(value=value)}


def test_the_newer_release_stands_beside_ours_whichever_came_first(cast, now, stability):
    three = Indicator.objects.get(code="STA01")
    value = make_value(cast, three, 46, 416, starts_on=dt.date(2023, 4, 1), ends_on=dt.date(2024, 3, 31))
    take(cast, now, STABILITY_2025)
    take(cast, now, STABILITY_2024)

    rating = Rating.objects.filter(value=value).standing().get()
    assert (rating.comparator.release, rating.comparator.exact) == ("DfE 2025", 11)


def test_a_release_of_the_same_period_rates_anew_and_the_old_colour_stays(cast, now, stability):
    value = make_value(cast, stability, 89, 131, starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2025, 3, 31))
    make_comparator(cast, stability, "68", area="england", ends_on=dt.date(2024, 3, 31), release="Typed by hand")

    take(cast, now, STABILITY_2025)

    assert list(Rating.objects.filter(value=value).order_by("pk").values_list("result", "comparator__release")) == [
        ("green", "Typed by hand"),
        ("amber", "DfE 2025"),
    ]


def test_a_rate_is_worked_out_for_every_ten_thousand(cast, now, stability):
    take(cast, now, RATE_2025)

    rate = beside("POP02", "england")
    assert (rate.per, rate.exact) == (10_000, Fraction(10_000 * 84_025, 12_000_000))


def test_an_average_has_no_counts(cast, now, stability):
    take(cast, now, KS4)

    england = Comparator.objects.get(indicator__code="EDU07", area="england", period_ends_on=dt.date(2025, 8, 31))
    assert (england.value, england.printed_decimals, england.from_counts) == (Decimal("17.3"), 1, False)


def test_saying_which_council_is_ours_works_out_what_was_there_already(cast, now, stability):
    take(cast, now, STABILITY_2025, NEAR_2025)
    assert set(Comparator.objects.values_list("area", flat=True)) == {"england"}

    take(cast, now, NEAR_2025, authority="301")

    assert set(Comparator.objects.values_list("area", flat=True)) == {"england", "region", "neighbours"}
    assert Area.objects.get(ours=True).name == "Fenbridge"


def test_the_page_says_how_the_figure_of_similar_councils_was_made(cast, now, sign_in, stability):
    make_value(cast, stability, 65, 101, starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2025, 3, 31))
    take(cast, now, STABILITY_2025, NEAR_2025, authority="301")

    page = sign_in(cast.chair).get(reverse("performance:indicator", args=[stability.pk])).content.decode()

    assert "DfE 2025, mean of their figures, 10 of 10 have one, similar councils as of 2025" in page


def test_an_indicator_of_another_unit_is_left_alone(cast, now):
    make_indicator(cast, code="STA02", unit="count", polarity="neutral")

    take(cast, now, STABILITY_2025)

    assert not Comparator.objects.exists()


# Refused -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "said"),
    [
        *[("CHILD", "CHILD"), ("Child ID", "CHILD"), ("DOB", "DOB"), ("UPN", "UPN"), ("NHS number", "UPN"), ("home_post", "ADDRESS")],
        *[("Surname", "NAME"), ("Child’s name", "NAME"), ("name", "NAME")],
    ],
)
def test_a_file_about_single_children_is_refused_and_says_why(cast, now, column, said):
    with pytest.raises(Refused, match=rf"column A is one of a child’s record \({said}\), so its rows are about single children") as refused:
        take(cast, now, text("ssda903.csv", f"{column},Ayo Delaney,DECOM", "Ayo Delaney,2,2024-01-01"))
    assert "Ayo" not in str(refused.value)
    with pytest.raises(Refused, match="about single children"):
        take(cast, now, text("tidy.csv", f"{HEAD},{column}", f"{ENGLAND},A,3,1"))


def test_an_unknown_layout_is_refused_with_what_was_looked_for(cast, now):
    with pytest.raises(
        Refused, match=r"Looked for: a release of the Department.*statistical neighbours.*LAIT.*Found: 2 columns, none of them known here\."
    ):
        take(cast, now, text("other.csv", "a,b", "1,2"))
    with pytest.raises(Refused, match=r"Found: 3 columns, among them la_number, years\.") as refused:
        take(cast, now, text("other.csv", "LA Number,Years,Ayo Delaney", "1,2,3"))
    assert "Ayo" not in str(refused.value)
    with pytest.raises(Refused, match=r"Found: nothing\."):
        take(cast, now, text("empty.csv"))
    with pytest.raises(Refused, match="no row to take in"):
        take(cast, now, text("head.csv", HEAD))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",8500,10", ",many,10", "row 2, children_count: What stands here is neither a number nor one of the signs"),
        (",8500,10", ",8500,101", "row 2, children_percent: A percentage is at most 100. This one is 101."),
        (",8500,10", ",8500", "row 2: The row has 13 cells, and the head 14."),
        (",8500,10", ",91770,10", "row 2, count: 91,770 is above 81,770, the number that it is part of (row 3)."),
        (
            "2025,Reporting year,National",
            "202526,Reporting year,National",
            "row 2, time_period: “202526” is no period of the kind",
        ),
        ("2025,Reporting year,National", "2025,Reporting year,Ward", "row 2, geographic_level: What stands here is none of"),
        (
            "2025,Reporting year,National,E92000001",
            "2025,Reporting year,National,W92000004",
            "row 2, country_code: What stands here is not known",
        ),
        (
            "Total children,81770",
            "With 3 or more placements during the year,81770",
            "row 3: This is the second row for the same figure: see row 2.",
        ),
        (",301,Fenbridge", ",3O1,Fenbridge", "old_la_code: What stands here is no number of a council"),
        ("2025,Reporting year,National", "2027,Reporting year,National", "row 2, time_period: This period is not over"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_of_the_files_is_taken(cast, now, old, new, fault):
    before = held()

    with pytest.raises(Refused) as refused:
        take(cast, now, RATE_2025, file(STABILITY_2025, old=old, new=new))

    assert fault in str(refused.value.faults[0])
    assert held() == before


def test_every_wrong_row_is_listed(cast, now):
    bad = file(STABILITY_2025).content.replace(b",100\n", b",1OO\n")

    with pytest.raises(Refused, match="60 rows are wrong, so nothing was taken in") as refused:
        take(cast, now, File("bad.csv", bad))
    assert len(refused.value.faults) == 60


AREAS = [["LA Number", "LA Name", "Region", "Type"], ["301", "Fenbridge", "NA", "NA"]]


@pytest.mark.parametrize(
    ("more", "why", "faults"),
    [
        ({"state": "hidden"}, "sheet 2 of 2 is hidden. Show it or take it out", []),
        ({"merge": "A1:B1"}, "merged cells", ["row 1, column A: These cells are merged. Give each column its own cell."]),
        ({"formula": "C2"}, "formulas", ["row 2, column C: This cell holds a formula. Paste its value."]),
        ({"preamble": '<!DOCTYPE a [<!ENTITY b "c">]>'}, "declares entities", []),
    ],
)
def test_a_workbook_with_hidden_merged_or_reckoned_cells_is_refused(cast, now, more, why, faults):
    with pytest.raises(Refused, match=why) as refused:
        take(cast, now, workbook("book.xlsx", AREAS, **more))
    assert [str(each) for each in refused.value.faults] == faults
    assert "Ayo" not in str(refused.value)


def test_a_formula_beside_the_columns_that_are_read_does_no_harm(cast, now):
    (outcome,) = take(cast, now, workbook("book.xlsx", AREAS, formula="F2"))

    assert (outcome.rows, outcome.held) == (1, 1)


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_opened(cast, now):
    content = unpacked_to(65 * 1024 * 1024)

    assert len(content) < 100_000
    with pytest.raises(Refused, match="unpacked, the file is larger than 64 MB"):
        take(cast, now, File("bomb.xlsx", content))


def test_a_workbook_that_says_it_is_smaller_than_it_is_is_refused(cast, now):
    size = 65 * 1024 * 1024
    lying = unpacked_to(size).replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))

    with pytest.raises(Refused, match="no XLSX that can be read"):
        take(cast, now, File("bomb.xlsx", lying))


def test_a_workbook_of_a_million_rows_or_of_very_many_columns_is_refused(cast, now):
    long, wide = openpyxl.Workbook(), openpyxl.Workbook()
    long.active.cell(row=1_000_000, column=1, value=1)
    wide.active.cell(row=3, column=401, value=1)

    for book, why in ((long, "more than 999,999 rows"), (wide, "row 3 has more than 400 columns")):
        packed = io.BytesIO()
        book.save(packed)
        with pytest.raises(Refused, match=why):
            take(cast, now, File("large.xlsx", packed.getvalue()))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK not a workbook", "no XLSX that can be read"),
        (b"time_period\xff", "not text in UTF-8"),
        (b"a\x00b", "null character"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(cast, now, content, why):
    with pytest.raises(Refused, match=why):
        take(cast, now, File("file.csv", content))


def test_a_file_of_a_million_rows_is_refused(cast, now):
    with pytest.raises(Refused, match="more than 999,999 rows"):
        take(cast, now, File("long.csv", b"Short Desc,Years,LA Number,Values\n" + b"LAC,2024,301,1\n" * 1_000_000))


def test_a_number_that_no_file_names_is_not_ours(cast, now):
    with pytest.raises(Refused, match="no file names a council with the number 999"):
        take(cast, now, STABILITY_2025, authority="999")


# The command -------------------------------------------------------------------------------------------------------------


def test_the_command_takes_a_folder_and_says_what_became_of_each_file(db, capsys):
    call_command("import_statistics", str(FOLDER), authority="301")
    said = capsys.readouterr().out

    assert "README.md: passed over, it is no table." in said
    assert "la_cla_placement_stability 2025.csv (tidy, placement_stability, DfE 2025): 120 rows, 120 held, 0 refused, 120 new." in said
    assert "England, 31 March 2024, CLA on 31 March / With 3 or more placements during the year: count 8000 → 8800, percent 10 → 11" in said
    assert "  refused row 15, LA number: This is a heading." in said

    call_command("import_statistics", str(FOLDER))
    assert capsys.readouterr().out.splitlines()[-1].endswith(" 0 were new.")


def test_a_dry_run_says_the_same_and_writes_nothing(db, capsys):
    before = held()
    call_command("import_statistics", str(FOLDER / STABILITY_2025), dry_run=True)

    said = capsys.readouterr().out
    assert "120 held, 0 refused. 120 were new." in said
    assert "Nothing was written, since this was a dry run." in said
    assert held() == before


def test_the_command_lists_faults_and_fails(db, capsys, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_bytes(file(STABILITY_2025).content.replace(b",100\n", b",1OO\n"))

    with pytest.raises(CommandError, match=r"bad.csv: 60 rows are wrong, so nothing was taken in\. Nothing was written\."):
        call_command("import_statistics", str(bad))

    listed = capsys.readouterr().err.splitlines()
    assert (len(listed), listed[-1]) == (51, "… and 10 more.")
    assert listed[0] == "bad.csv, row 3, children_percent: What stands here is neither a number nor one of the signs c, z, x, k, u, low."
    with pytest.raises(CommandError, match="is not there"):
        call_command("import_statistics", str(tmp_path / "none.csv"))
