"""The council's own list of what a report speaks of, its cover, its version for young people; reports asked for in one go."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cpboard.core.models import Mail
from meetings import gathering, operations, papers
from meetings.asking import may_be_asked, to_ask
from meetings.completeness import faults_of
from meetings.form_of_report import USUAL, Cover, begun
from meetings.models import Report, ReportSection
from tests.board.pages import faults, heading, page, typed, words
from tests.factories.meetings import PRIVATE, make_item, make_meeting, make_out, make_report

COVER = Cover("Cllr Ann Lee", "Tom Whitfield, 01632 960 001", "All", "Nothing new", dt.date(2027, 3, 1))


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def listed(clerk, now):
    """A council's list of three headings."""
    names = ("Reasons", "Alternatives", "Equality")
    return [operations.add_section_of_report(heading=name, hint=f"About {name}.", by=clerk, now=now) for name in names]


def written(cast, report, **more):
    said = {"asks": "agree", "summary": "Short.", "text": "89 of 131.", "version": report.version, **more}
    return operations.save_report(report=report, **said, by=cast.viewer("officer"), now=timezone.now())


# The list ------------------------------------------------------------------------------------------------------------


def test_the_usual_list_is_begun_once(clerk, now):
    operations.begin_sections(by=clerk, now=now)
    assert [(each.heading, each.place) for each in ReportSection.objects.all()][:2] == [(USUAL[0][0], 1), (USUAL[1][0], 2)]
    with pytest.raises(ValidationError, match="There is a list already"):
        operations.begin_sections(by=clerk, now=now)
    assert ReportSection.objects.count() == len(USUAL)


def test_a_report_keeps_the_headings_that_it_was_asked_with(cast, clerk, listed, now):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    operations.remove_section_of_report(section=listed[0], by=clerk, now=now)
    again = operations.ask_report(item=report.item, author=cast.other_officer, due_on=report.due_on, by=clerk, now=now)
    assert (again.sections, again.author) == (["Reasons", "Alternatives", "Equality"], cast.other_officer)


def test_a_report_with_a_heading_missing_empty_or_bare_is_not_handed_in(cast, listed):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    report = written(cast, report, text="## Reasons\n\nBecause.\n\n## Alternatives\n\n## Equality\n\nNone.")
    assert [str(fault) for fault in faults_of(report)] == [
        "The report itself, under “Alternatives”: nothing is written there.",
        "The report itself, under “Equality”: “None.” needs its reason: not needed, because …",
    ]
    report = written(cast, report, text="## reasons\n\nBecause.\n\n## Equality\n\nNot assessed, because nothing changes.")
    with pytest.raises(ValidationError, match="under “Alternatives”: this heading is missing"):
        operations.submit_report(report=report, by=cast.viewer("officer"), now=timezone.now())
    report = written(cast, report, text="## Reasons\n\nx.\n\n## Alternatives\n\ny.\n\n## Equality\n\nz.")
    assert operations.submit_report(report=report, by=cast.viewer("officer"), now=timezone.now()).state == "submitted"


def test_author_begins_from_the_headings_with_their_hints(cast, sign_in, listed):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    shown = sign_in(cast.officer).get(url("save_report", report.pk))
    assert typed(shown, "text").strip() == begun(["Reasons", "Alternatives", "Equality"]).strip()
    assert "About Alternatives." in words(shown)


def test_clerk_keeps_the_list_by_its_pages(cast, sign_in):
    client = sign_in(cast.clerk)
    assert "Reports have no form yet" in words(client.get(url("report_sections")))
    assert heading(client.post(url("begin_sections"), follow=True)) == f"Every report speaks of {len(USUAL)} things"
    first = ReportSection.objects.first()
    client.post(url("change_section_of_report", first.pk), {"heading": "Why now", "hint": "", "place": "3"})
    assert faults(client.post(url("add_section_of_report"), {"heading": "Why now", "hint": ""})) == ["This heading is on the list already."]
    client.post(url("add_section_of_report"), {"heading": "Animals", "hint": "Pets that move along."})
    client.post(url("remove_section_of_report", first.pk))
    names = list(ReportSection.objects.values_list("heading", flat=True))
    assert ("Why now" in names, names[-1]) == (False, "Animals")
    assert "has a list" not in words(client.get(url("begin_sections")))


# The cover -----------------------------------------------------------------------------------------------------------


def test_cover_stands_in_the_reader_the_pack_and_the_notice(cast, sign_in, clerk, now):
    meeting = make_meeting(cast)
    item = make_item(cast, meeting)
    report = written(cast, make_report(cast, item, "asked"), cover=COVER)
    report = operations.submit_report(report=report, by=clerk, now=now)
    report = operations.clear_report(report=report, by=clerk, now=now)
    gathered = gathering.gather(meeting, "members")
    made_out = make_out(cast, meeting)
    reader = words(sign_in(cast.councillor).get(url("read_item", item.pk)))
    for said in ("Cllr Ann Lee", "Tom Whitfield, 01632 960 001", "Nothing new", "1 March 2027", "Public report"):
        assert said in reader
        assert said in gathering.report_page(gathered.entries[0], gathered)
    assert "Cabinet member: Cllr Ann Lee\nContact: Tom Whitfield" in papers.report_text(report)
    assert made_out.agenda_out_at is not None


def test_what_is_not_said_has_no_row_and_saving_without_a_cover_keeps_it(cast, sign_in):
    report = written(cast, make_report(cast, make_item(cast, make_meeting(cast)), "asked"), cover=Cover(wards="North"))
    report = written(cast, report)
    text = words(sign_in(cast.officer).get(url("report", report.pk)))
    assert ("Wards North" in text, "Cabinet member" in text) == (True, False)


def test_author_fills_in_the_cover(cast, sign_in):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    said = {"asks": "agree", "summary": "s", "text": "t", "version": "0", "contact": "Tom", "decide_by-day": "1", "decide_by-month": "3"}
    client, save = sign_in(cast.officer), url("save_report", report.pk)
    assert faults(client.post(save, said)) == ["The day it is to be decided must include a year"]
    client.post(save, {**said, "decide_by-year": "2027"})
    report.refresh_from_db()
    assert (report.contact, report.decide_by) == ("Tom", dt.date(2027, 3, 1))


# For young people ----------------------------------------------------------------------------------------------------


def test_a_version_for_young_people_that_was_asked_for_is_needed_and_goes_into_their_pack(cast, clerk, now):
    item = make_item(cast, make_meeting(cast))
    report = operations.ask_report(item=item, author=cast.officer, due_on=timezone.localdate(), young_wanted=True, by=clerk, now=now)
    report = written(cast, report)
    with pytest.raises(ValidationError, match="Write the version for young people first"):
        operations.submit_report(report=report, by=clerk, now=now)
    report = written(cast, report, young_text="We want fewer moves.")
    report = operations.submit_report(report=report, by=clerk, now=now)
    operations.clear_report(report=report, by=clerk, now=now)
    gathered = gathering.gather(item.session.meeting, "young")
    said = gathering.report_page(gathered.entries[0], gathered)
    assert ("We want fewer moves." in said, "Short." in said, "89 of 131" in said) == (True, False, False)
    members = gathering.gather(item.session.meeting, "members")
    assert "89 of 131" in gathering.report_page(members.entries[0], members)


# In one go -----------------------------------------------------------------------------------------------------------


def test_reports_are_asked_for_in_one_go_with_one_letter_an_author(cast, sign_in):
    meeting = make_meeting(cast, standing=True, private_session=True)
    first, second = make_item(cast, meeting, "Homes", presenter=cast.officer), make_item(cast, meeting, "Schools")
    make_item(cast, meeting, "Letters", PRIVATE)
    client, ask = sign_in(cast.clerk), url("ask_reports", meeting.pk)
    assert "Ask for reports" in words(client.get(url("meeting", meeting.pk)))
    shown = client.get(ask)
    assert heading(shown) == "Ask for three reports"
    chosen = page(shown).select_one(f"select[name=author-{first.pk}] option[selected]")
    assert chosen["value"] == str(cast.officer.pk)
    due = {"due_on-day": "1", "due_on-month": "12", "due_on-year": "2027"}
    answer = client.post(
        ask, {**due, f"author-{first.pk}": cast.officer.pk, f"author-{second.pk}": cast.officer.pk, f"young-{first.pk}": "on"}, follow=True
    )
    assert "Two reports are asked for. Each author has a letter." in words(answer)
    assert {(each.item, each.young_wanted) for each in Report.objects.all()} == {(first, True), (second, False)}
    letter = Mail.objects.get(kind="report_asked")
    assert (letter.to, "1 December 2027" in letter.text, may_be_asked(letter, cast.viewer("officer"))) == (cast.officer, True, True)
    assert [item.title for item in to_ask(meeting, cast.viewer("clerk"))] == ["How we are doing: the scorecard"]


def test_asking_nobody_is_refused_and_a_letter_stops_once_nothing_is_owed(cast, sign_in, clerk, now):
    meeting = make_meeting(cast)
    item = make_item(cast, meeting)
    client, due = sign_in(cast.clerk), {"due_on-day": "1", "due_on-month": "12", "due_on-year": "2027"}
    assert faults(client.post(url("ask_reports", meeting.pk), due)) == ["Choose who writes at least one report."]
    with pytest.raises(ValidationError, match="not on this agenda"):
        operations.ask_reports(meeting=make_meeting(cast, days=60), authors={item: cast.officer}, due_on=meeting.day, by=clerk, now=now)
    operations.ask_reports(meeting=meeting, authors={item: cast.officer}, due_on=meeting.day, by=clerk, now=now)
    letter = Mail.objects.get(kind="report_asked")
    assert not may_be_asked(letter, cast.viewer("other_officer"))
    operations.call_off(meeting=meeting, why="Snow.", by=clerk, now=now)
    assert not may_be_asked(letter, cast.viewer("officer"))
