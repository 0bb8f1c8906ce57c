"""The annual report: drafted from the record, written, built, agreed, read."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from actions.models import Outcome
from cpboard.core import files, jobs, pdf
from cpboard.core.access import Denied
from cpboard.core.models import Appointment, Job, User
from cpboard.publishing import door, drafting, operations, record, statements
from cpboard.publishing.models import AnnualReport, ReportAgreement, ReportBuild
from tests.cast import Cast, as_viewer
from tests.factories.actions import make_action, make_done, make_judged, make_private_item
from tests.publishing.test_load_year import SOURCE, load

AREAS = (
    "Housing, Finance and Benefits",
    "Education Employment and Training and Access to Higher Education",
    "Health",
    "Recreation and Leisure Activities",
    "Effective Care Planning",
)


def built(report: AnnualReport, by) -> ReportBuild:
    job = jobs.run(operations.ask_build(report, by=by, now=timezone.now()).pk)
    assert job is not None
    assert job.fault == ""
    return ReportBuild.objects.get(job=job)


@pytest.fixture
def source_report(db: None) -> tuple[AnnualReport, User]:
    load(SOURCE)
    return AnnualReport.objects.get(), User.objects.get(email="clerk@council.example")


@pytest.fixture
def report(cast: Cast) -> AnnualReport:
    return operations.start_report(
        body=cast.body, year=cast.year, title="What we did", goes_to="Full Council", by=cast.viewer("clerk"), now=timezone.now()
    )


def test_source_years_report_says_what_the_record_says(source_report: tuple[AnnualReport, User]) -> None:
    build = built(source_report[0], as_viewer(source_report[1]))
    facts = pdf.facts_of(files.read(build.pdf))
    text = " ".join(" ".join(facts.text).split())
    for says in (
        "67.9% (89 of 131), 0.9 percentage points higher than last year",
        "region 69%, England 68%",
        "7.5%; similar councils 12%, region 10%, England 11%",
        "364 children; the most in the year was 396",
        "There were 2 formal and 2 informal meetings in the municipal year.",
        "It held fewer because: the restrictions of the pandemic",
    ):
        assert says in text
    assert [len(re.findall(rf"\b{re.escape(area)}\b", text)) for area in AREAS] == [1, 1, 1, 1, 1]
    assert (facts.tagged, facts.lang) == (True, "en-GB")
    assert facts.title.startswith("The work of the Corporate Parenting Committee 2020/21")
    assert len(facts.bookmarks) > 10


def test_page_and_pdf_hold_the_same_figures(source_report: tuple[AnnualReport, User]) -> None:
    build = built(source_report[0], as_viewer(source_report[1]))
    page = files.read(build.html).decode()
    paper = " ".join(" ".join(pdf.facts_of(files.read(build.pdf)).text).split())
    sentences = re.findall(r'rep-figure__sentence">([^<]+)<', page)
    assert len(sentences) == 3
    assert [sentence in paper for sentence in sentences] == [True, True, True]


def test_chapters_stand_in_the_order_of_the_source(source_report: tuple[AnnualReport, User]) -> None:
    build = built(source_report[0], as_viewer(source_report[1]))
    heads = re.findall(r"<h[23]><span>([\d.]+)</span> ([^<]+)</h", files.read(build.html).decode())
    assert [number for number, _ in heads] == [
        *("1", "2", "3", "4", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "4.10"),
        *("5", "6", "7", "8", "9", "10", "11"),
    ]


def test_manifest_names_each_file_with_its_hash(source_report: tuple[AnnualReport, User]) -> None:
    build = built(source_report[0], as_viewer(source_report[1]))
    told = json.loads(files.read(build.manifest))
    assert {f["name"]: f["sha256"] for f in told["files"]} == {
        "report.html": build.html.sha256,
        "report.pdf": build.pdf.sha256,
    }


def test_same_build_asked_twice_is_one_job(report: AnnualReport, cast: Cast) -> None:
    first = operations.ask_build(report, by=cast.viewer("clerk"), now=timezone.now())
    second = operations.ask_build(report, by=cast.viewer("second_clerk"), now=timezone.now())
    assert first == second
    jobs.run(first.pk)
    assert jobs.run(first.pk) is None
    assert ReportBuild.objects.count() == 1


@pytest.mark.parametrize("who", ["chair", "councillor", "scrutiny", "officer", "other_member", "stranger", "former"])
def test_build_is_denied_to_those_who_do_not_write_the_report(report: AnnualReport, cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        operations.ask_build(report, by=cast.viewer(who), now=timezone.now())
    assert Job.objects.count() == 0


def test_right_that_ended_before_the_worker_came_stops_the_build(report: AnnualReport, cast: Cast) -> None:
    job = operations.ask_build(report, by=cast.viewer("clerk"), now=timezone.now())
    Appointment.objects.filter(user=cast.clerk).delete()
    done = jobs.run(job.pk)
    assert (done.state, done.fault[:40]) == ("failed", "Whoever asked for this may not build the")
    assert ReportBuild.objects.count() == 0


def test_placeholder_stops_the_build_and_names_the_chapter(report: AnnualReport, cast: Cast) -> None:
    section = report.sections.get(key="implications")
    operations.write_chapter(section, officer_text="The Solicitor comments that…..", version=0, by=cast.viewer("clerk"), now=timezone.now())
    done = jobs.run(operations.ask_build(report, by=cast.viewer("clerk"), now=timezone.now()).pk)
    assert done.state == "failed"
    assert "Chapter “What it means for money, law and equality”" in done.fault


def test_outcome_of_a_private_session_is_not_in_the_report(report: AnnualReport, cast: Cast) -> None:
    private = make_action(cast, item=make_private_item(cast, "x", cast.chair))
    open_one = make_action(cast)
    for action in (private, open_one):
        make_done(cast, action)
        make_judged(cast, action)
    Outcome.record(
        action=private,
        body=cast.body,
        year=cast.year,
        kind="service",
        text="canary-private",
        difference="yes",
        by=cast.chair,
        at=timezone.now(),
    )
    page = files.read(built(report, cast.viewer("clerk")).html).decode()
    assert "canary-private" not in page
    assert page.count("Three of four homes had a place inside three weeks.") == 1


def test_second_save_of_a_chapter_loses_nothing(report: AnnualReport, cast: Cast, sign_in) -> None:
    url = reverse("report_chapter", args=[report.pk, "background"])
    sign_in(cast.second_clerk).post(url, {"officer_text": "Theirs", "version": "0"})
    response = sign_in(cast.clerk).post(url, {"officer_text": "Mine", "version": "0"})
    body = response.content.decode()
    assert "Somebody else saved this chapter while you wrote" in body
    assert "Theirs" in body
    assert "Mine" in body
    assert 'name="version" value="1"' in body
    assert report.sections.get(key="background").officer_text == "Theirs"


def test_chair_agrees_the_newest_version_once(report: AnnualReport, cast: Cast) -> None:
    old = built(report, cast.viewer("clerk"))
    new = built(report, cast.viewer("clerk"))
    with pytest.raises(operations.NotReady, match="newer version"):
        operations.agree_report(old, comment="", by=cast.viewer("chair"), now=timezone.now())
    operations.agree_report(new, comment="Well done.", by=cast.viewer("chair"), now=timezone.now())
    with pytest.raises(operations.NotReady, match="agreed already"):
        operations.agree_report(new, comment="", by=cast.viewer("chair"), now=timezone.now())
    assert ReportAgreement.objects.get().build == new


@pytest.mark.parametrize("who", ["clerk", "councillor", "scrutiny", "other_member", "stranger"])
def test_agree_is_denied_to_everybody_but_the_chair(report: AnnualReport, cast: Cast, who: str) -> None:
    build = built(report, cast.viewer("clerk"))
    with pytest.raises(Denied):
        operations.agree_report(build, comment="", by=cast.viewer(who), now=timezone.now())
    assert ReportAgreement.objects.count() == 0


def test_agreed_report_becomes_public_with_its_pdf(report: AnnualReport, cast: Cast, client, now) -> None:
    build = built(report, cast.viewer("clerk"))
    with pytest.raises(statements.NotForPublication):
        statements.annual_report(build)
    operations.agree_report(build, comment="", by=cast.viewer("chair"), now=now)
    asked = door.ask_release(statements.annual_report(build), by=cast.viewer("clerk"), now=now)
    file_url = reverse("publication_file", args=[asked.slug])
    assert client.get(file_url).status_code == 404
    door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=now)
    assert b"".join(client.get(file_url).streaming_content) == files.read(build.pdf)
    assert "What we ask of you" in client.get(reverse("publication", args=[asked.slug])).content.decode()


READERS = ("clerk", "chair", "councillor", "scrutiny")
OTHERS = ("officer", "participation", "young_member", "other_member", "stranger", "former")


@pytest.mark.parametrize(("who", "status"), [*((who, 200) for who in READERS), *((who, 404) for who in OTHERS)])
def test_report_pages_and_files_are_there_for_readers_only(report: AnnualReport, cast: Cast, sign_in, who: str, status: int) -> None:
    build = built(report, cast.viewer("clerk"))
    client = sign_in(getattr(cast, who))
    urls = [
        reverse("annual_report", args=[report.pk]),
        reverse("read_report", args=[report.pk, build.version]),
        reverse("report_file", args=[report.pk, build.version, "pdf"]),
        reverse("report_file", args=[report.pk, build.version, "manifest"]),
    ]
    assert {client.get(url).status_code for url in urls} == {status}


def test_report_is_started_once_a_year(report: AnnualReport, cast: Cast, sign_in) -> None:
    data = {"body": cast.body.pk, "year": cast.year.pk, "title": "Again", "goes_to": "Council"}
    body = sign_in(cast.clerk).post(reverse("start_report"), data).content.decode()
    assert "There is a report of this year already" in body
    assert 'value="Again"' in body
    assert AnnualReport.objects.count() == 1


def test_chapters_of_which_the_record_speaks_are_those_with_a_draft(
    source_report: tuple[AnnualReport, User], report: AnnualReport, cast: Cast
) -> None:
    for one, viewer in ((source_report[0], as_viewer(source_report[1])), (report, cast.viewer("clerk")), (report, cast.viewer("stranger"))):
        drafted = {key for key, draft in drafting.draft_all(one, viewer).items() if draft}
        assert record.spoken_of(one, viewer) == drafted
    assert record.spoken_of(source_report[0], as_viewer(source_report[1])) > record.ALWAYS


def test_command_for_a_year_without_a_report_names_those_there_are(source_report: tuple[AnnualReport, User], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no annual report of 1999/00\. There are reports of: 2020/21\."):
        call_command("build_annual_report", "1999/00", out=tmp_path / "none")

    assert not (tmp_path / "none").exists()
