"""Our own figures by file: the table to fill in, columns matched once, problems by row and column, changes old and new."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from cpboard.core import files, jobs
from performance import operations as deeds
from performance import periods
from performance.importing.columns import HEAD as OURS
from performance.models import ColumnMatch, Rating, Upload, Value
from performance.uploads import due, operations
from tests.factories.performance import make_comparator, make_figures_file, make_indicator, make_value

HEAD = "code,indicator,period_starts_on,period_ends_on,numerator,denominator,value,status,source"


@pytest.fixture
def health(cast):
    return make_indicator(cast, code="HEA03", plain_name="Saw a dentist", cadence="monthly")


def table(*rows, head=HEAD):
    return "\n".join([head, *rows, ""]).encode()


def line(numerator="60", denominator="80", value="", status="", source="", ends_on="2026-03-31", starts_on="2026-03-01", code="HEA03"):
    return f"{code},,{starts_on},{ends_on},{numerator},{denominator},{value},{status},{source}"


def workbook(*rows, change=lambda book: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def problems(upload):
    assert upload.sound is False
    return [(each["row"], each["column"], each["why"]) for each in upload.report["problems"]]


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def test_our_figures_come_in_by_file_without_a_script(cast, sign_in, health, django_capture_on_commit_callbacks):
    make_comparator(cast, health, "80", ends_on=dt.date(2026, 3, 31))
    client = sign_in(cast.performance)
    given = {"file": SimpleUploadedFile("march.csv", table(line(status="provisional"))), "source": "Council’s own count"}

    sent = client.post(url("send_figures"), given)
    upload = Upload.objects.get()
    assert sent.url == url("upload", upload.pk)
    jobs.run(upload.job.pk)
    assert Value.objects.count() == 0
    assert "One figure would come in" in text(client.get(sent.url))
    assert "nothing nothing 75.0% (60 of 80), provisional" in text(client.get(sent.url))

    client.post(url("take_upload", upload.pk))
    upload.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(upload.job.pk)

    value = Value.objects.get()
    assert (value.numerator, value.denominator, value.status, value.source) == (60, 80, "provisional", "Council’s own count")
    assert (value.loaded_by, Rating.objects.get().result) == (cast.performance, "red")
    assert "One figure came in" in text(client.get(sent.url))
    assert not files.path_of(upload.file.sha256).exists()


def test_a_correction_is_a_new_version_and_the_same_again_changes_nothing(cast, now, health):
    first = make_value(cast, health, 60, 80, starts_on=dt.date(2026, 3, 1), ends_on=dt.date(2026, 3, 31), source="Count")
    by = cast.viewer("performance")

    again = make_figures_file(cast, table(line(source="Count")))
    corrected = make_figures_file(cast, table(line("62", source="Count")))
    operations.hold_upload(upload=corrected, by=by, now=now)

    assert (again.report["new"], corrected.report["new"], corrected.report["changed"]) == (0, 1, 1)
    assert [(each["old"], each["new"]) for each in corrected.report["figures"]] == [("75.0% (60 of 80)", "77.5% (62 of 80)")]
    assert Value.objects.standing().get().replaces == first
    assert Value.objects.get(pk=first.pk).numerator == 60


def test_months_quarters_and_years_are_worked_out_from_their_last_day(cast):
    for code, cadence in (("MON", "monthly"), ("QUA", "quarterly"), ("YEA", "annual")):
        make_indicator(cast, code=code, cadence=cadence)

    upload = make_figures_file(
        cast, table(*(f"{code},2026-03-31,60,80" for code in ("MON", "QUA", "YEA")), head="code,period_ends_on,numerator,denominator")
    )

    assert [each["period"] for each in upload.report["figures"]] == ["March 2026", "January to March 2026", "year to 31 March 2026"]


def test_a_big_jump_and_few_children_are_pointed_at(cast, health):
    make_value(cast, health, 60, 80, starts_on=dt.date(2026, 2, 1), ends_on=dt.date(2026, 2, 28))

    upload = make_figures_file(cast, table(line("4")))

    jump = "A big jump: 70.0 percentage points lower than the period before."
    few = "The public will not see it: too few children, or counts not given."
    assert [(each["before"], each["look"]) for each in upload.report["figures"]] == [("75.0% (60 of 80)", f"{jump} {few}")]


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (line("many"), "numerator (column E)", "What stands here is no number. Write figures alone, or leave the cell empty."),
        (line("90"), "numerator (column E)", "The numerator, 90, is above the denominator, 80. Are they the wrong way round?"),
        (line("6.5"), "numerator (column E)", "6.5 is no whole number of children."),
        (line("", "", "100.5"), "value (column G)", "A percentage is at most 100. This one is 100.5."),
        (line(value="80"), "value (column G)", "60 of 80 is 75.0%, not 80%. Check which of them is wrong."),
        (line(ends_on="soon"), "period_ends_on (column D)", "What stands here is no date. Write it as 31/03/2026 or 2026-03-31."),
        (line(ends_on="31/02/2026"), "period_ends_on (column D)", "“31/02/2026” is no date. Write it as 31/03/2026 or 2026-03-31."),
        (line(starts_on="2026-04-01"), "period_ends_on (column D)", "The period ends before it starts. Check both days."),
        (
            line(starts_on="2024-03-01"),
            "period_starts_on (column C)",
            "This period is longer than 12 months, the most for HEA03. Check both days.",
        ),
        (line(starts_on="1926-03-01"), "period_starts_on (column C)", "This day is before 2000. Check the year."),
        (line(status="nearly"), "status (column H)", "Write final or provisional."),
        (line(code="XYZ"), "code (column A)", "No indicator has this code or name. Take it from the template, or add the indicator first."),
        (line(denominator=""), "denominator (column F)", "Say out of how many the 60 are, or give the percentage alone."),
    ],
)
def test_what_cannot_be_right_is_said_by_row_and_column(cast, health, row, column, why):
    upload = make_figures_file(cast, table(line(ends_on="2026-02-28", starts_on="2026-02-01"), row))

    assert problems(upload) == [(3, column, why)]
    assert Value.objects.count() == 0


def test_a_period_that_is_not_over_is_refused(cast, health):
    day = tomorrow()
    upload = make_figures_file(cast, table(line(starts_on=day.replace(day=1), ends_on=day)))
    assert problems(upload)[0][2] == f"This period is not over: it ends on {day.day} {day:%B %Y}."


def test_two_rows_for_one_figure_are_refused(cast, health):
    upload = make_figures_file(cast, table(line(), line("61")))
    assert problems(upload) == [(3, "", "This is the second row for the same figure: see row 2.")]


def test_every_wrong_row_is_listed_and_nothing_half_loaded(cast, health):
    rows = [line(ends_on=f"2026-03-{day}", starts_on=f"2026-03-{day}", numerator="81") for day in range(10, 31)]
    upload = make_figures_file(cast, table(line(), *rows))

    assert (upload.report["wrong"], len(problems(upload)), Value.objects.count()) == (21, 21, 0)


def test_a_retired_indicator_takes_no_more_figures(cast, health, now):
    deeds.retire_indicator(indicator=health, by=cast.viewer("performance"), now=now)
    assert problems(make_figures_file(cast, table(line())))[0][2] == "HEA03 is retired, so no more figures are taken for it."


def merged(book):
    book.active.merge_cells("A1:B1")


def hidden(book):
    book.create_sheet("Ayo Delaney").sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (merged, "The sheet holds merged cells. Take the merging out, one cell for each."),
        (hidden, "Sheet 2 of 2 is hidden. Show it or take it out."),
        (lambda book: book.active.append(["HEA03", "", "", "", "=1+1"]), "The sheet holds formulas. Paste values only."),
    ],
)
def test_a_workbook_that_hides_something_is_refused(cast, health, change, sentence):
    day = dt.datetime(2026, 3, 31)
    content = workbook(OURS, ["HEA03", "", dt.datetime(2026, 3, 1), day, 60, 80, None, "final", "Count"], change=change)

    upload = make_figures_file(cast, content, "figures.xlsx")

    assert (upload.sound, upload.report["sentence"], Value.objects.count()) == (False, sentence, 0)


def test_a_workbook_comes_in_like_a_csv(cast, health, now):
    content = workbook(OURS, ["HEA03", "", dt.datetime(2026, 3, 1), dt.datetime(2026, 3, 31), 60, 80, 75, "final", "Count"])
    upload = make_figures_file(cast, content, "figures.xlsx")

    operations.hold_upload(upload=upload, by=cast.viewer("performance"), now=now)

    assert (Value.objects.get().numerator, Value.objects.get().source) == (60, "Count")


def test_too_many_rows_are_refused(cast, health):
    upload = make_figures_file(cast, table(*[line()] * 5_011))
    assert upload.report["sentence"] == "The file has more than 5,000 rows, which is the most that are taken of our own figures."


@pytest.mark.parametrize("heading", ["UPN", "Child ID", "Date of birth", "Child's name", "NHS number", "Postcode"])
def test_a_file_about_single_children_is_refused_and_no_word_of_it_kept(cast, health, heading, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload = make_figures_file(cast, table(f"Ayo Delaney,{line()}", head=f"{heading},{HEAD}"))

    assert "single children" in upload.report["sentence"]
    assert "Ayo" not in str(upload.report)
    assert not files.path_of(upload.file.sha256).exists()


def test_a_list_of_children_without_a_head_is_refused(cast, health):
    upload = make_figures_file(cast, b"Ayo Delaney,12,2014-05-01\nMo Khan,13,2013-02-03\n")

    assert upload.report["sentence"] == "Its first row holds figures or sentences, so it is no head. Put the names of the columns there."
    assert "Ayo" not in str(upload.report)


THEIRS = "Measure;Month end;Count;Cohort".replace(";", ",")
CHOSEN = {"column_0": "code", "column_1": "period_ends_on", "column_2": "numerator", "column_3": "denominator"}


def test_columns_are_matched_once_and_remembered(cast, sign_in, health):
    content = table("Saw a dentist,31/03/2026,60,80", head=THEIRS)
    upload = make_figures_file(cast, content)
    client = sign_in(cast.performance)
    assert (upload.sound, upload.report) == (None, {"unmatched": 4})
    assert "Say what its columns are" in text(client.get(url("upload", upload.pk)))
    assert "“Month end” is" in text(client.get(url("match_columns", upload.pk)))

    client.post(url("match_columns", upload.pk), CHOSEN)
    jobs.run(Upload.objects.get().job.pk)
    upload.refresh_from_db()

    assert [(each["period"], each["new"]) for each in upload.report["figures"]] == [("March 2026", "75.0% (60 of 80)")]
    assert make_figures_file(cast, content).sound is True
    assert dict(ColumnMatch.objects.values_list("heading", "column")) == {
        "measure": "code",
        "month_end": "period_ends_on",
        "count": "numerator",
        "cohort": "denominator",
    }


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"column_1": "code"}, "Two columns are “which indicator, by its code or name”. Choose it once."),
        ({"column_1": "nothing"}, "Say which column is “last day of the period”. Without it no figure can be read."),
        ({"column_1": ""}, "Say what “Month end” is"),
        ({"column_1": "no such"}, "Choose from the list what “Month end” is"),
    ],
)
def test_columns_that_cannot_be_are_said(cast, sign_in, health, change, sentence):
    upload = make_figures_file(cast, table("Saw a dentist,31/03/2026,60,80", head=THEIRS))

    page = text(sign_in(cast.performance).post(url("match_columns", upload.pk), {**CHOSEN, **change}))

    assert sentence in page
    assert ColumnMatch.objects.count() == 0


def test_what_was_remembered_can_be_forgotten(cast, sign_in, now, health):
    upload = make_figures_file(cast, table("Saw a dentist,31/03/2026,60,80", head=THEIRS))
    operations.match_columns(upload=upload, columns={"Month end": "period_ends_on"}, by=cast.viewer("performance"), now=now)
    client = sign_in(cast.performance)
    assert "“month end” Last day of the period" in text(client.get(url("forget_columns")))

    client.post(url("forget_columns"))

    assert ColumnMatch.objects.count() == 0


def test_the_table_to_fill_in_holds_what_is_switched_on_and_comes_back_in(cast, sign_in, health):
    make_indicator(cast, code="OFF", on_scorecard=False)
    client = sign_in(cast.performance)

    lines = list(csv.DictReader(io.StringIO(client.get(url("template_csv")).text)))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(url("template_xlsx")).content)).active

    assert [(each["code"], each["indicator"], each["numerator"]) for each in lines] == [("HEA03", "Saw a dentist", "")]
    assert [cell.value for cell in sheet[1]] == list(OURS)
    assert sheet["A2"].value == "HEA03"
    assert "There is no figure in it to take in" in make_figures_file(cast, client.get(url("template_csv")).content).report["sentence"]
    sheet["E2"], sheet["F2"], sheet["I2"] = 60, 80, "Count"
    held = io.BytesIO()
    sheet.parent.save(held)
    assert make_figures_file(cast, held.getvalue(), "figures.xlsx").report["new"] == 1


def test_a_name_that_starts_like_a_formula_is_shown_and_not_run(cast, sign_in):
    make_indicator(cast, code="A1", plain_name="=2+3")

    book = openpyxl.load_workbook(io.BytesIO(sign_in(cast.performance).get(url("template_xlsx")).content))

    assert (book.active["B2"].value, book.active["B2"].data_type) == ("'=2+3", "s")


def test_what_should_be_here_and_is_not_is_said(cast, sign_in, health):
    make_indicator(cast, code="TERM", cadence="termly")
    make_value(cast, health, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 1, 31))
    wanted = periods.should_be_there("monthly", timezone.localdate())

    assert [(each.indicator, each.period, each.newest) for each in due.missing(cast.viewer("performance"))] == [
        (health, periods.name_of(*wanted), "January 2026")
    ]
    assert f"Nothing for {periods.name_of(*wanted)}" in text(sign_in(cast.performance).get(url("uploads")))
    make_value(cast, health, starts_on=wanted[0], ends_on=wanted[1])
    assert due.missing(cast.viewer("performance")) == []


def test_only_those_who_load_figures_send_match_and_take(cast, now, sign_in, health):
    upload = make_figures_file(cast, table("Saw a dentist,31/03/2026,60,80", head=THEIRS))
    pages = [url(name) for name in ("send_figures", "template_csv", "template_xlsx", "forget_columns")]
    pages += [url("match_columns", upload.pk)]

    assert {sign_in(cast.performance).get(page).status_code for page in pages} == {200}
    for other in ("officer", "clerk", "chair", "scrutiny", "administrator"):
        assert {sign_in(getattr(cast, other)).get(page).status_code for page in pages} == {404}
    with pytest.raises(Http404), transaction.atomic():
        operations.match_columns(upload=upload, columns={}, by=cast.viewer("officer"), now=now)
    assert ColumnMatch.objects.count() == 0


def test_a_file_whose_columns_nobody_named_is_not_taken_in(cast, now, sign_in, health):
    upload = make_figures_file(cast, table("Saw a dentist,31/03/2026,60,80", head=THEIRS))

    assert sign_in(cast.performance).get(url("take_upload", upload.pk)).status_code == 404
    assert jobs.run(upload.job.pk).state == "done"
    with pytest.raises(Http404), transaction.atomic():
        operations.hold_upload(upload=upload, by=cast.viewer("performance"), now=now)
