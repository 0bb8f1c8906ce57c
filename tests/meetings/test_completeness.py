"""Whether a report is finished: placeholders and empty sections are found, each with where it stands, and stop it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings import operations
from meetings.completeness import faults_of
from meetings.models import Report
from tests.board.pages import faults, words
from tests.factories.meetings import make_item, make_meeting, make_report


def found(text, **more):
    return [str(fault) for fault in faults_of(Report(**{"asks": "agree", "summary": "short", "text": text} | more))]


@pytest.mark.parametrize(
    "gap",
    [
        "The Solicitor to the Council comments that…..",
        "The lawyer comments that.....",
        "Approved by ( name ), head of law",
        "Approved by ((name)",
        "Ring [insert number] first",
        "On [date]",
        "<insert title>",
        "The cost is TBC",
        "It costs £xxx",
        "Lorem ipsum dolor",
        "How many???",
        "Signed ________",
    ],
)
def test_placeholder_is_found(gap):
    assert len(found(gap)) == 1


@pytest.mark.parametrize(
    "good",
    [
        "The Solicitor comments that the board may do this.",
        "Children (by name) asked for it.",
        "See [the date of the visit](https://example.org/).",
        "They said … and then it was quiet.",
        "Is that good enough? We asked.",
        "A date is to be confirmed by the school.",
        "## Legal implications\n\nNone, because nothing is spent and no duty changes.",
        "## What we found\n\n### In homes\n\nA full fridge.",
        "## What children said\n\nNothing.",
    ],
)
def test_finished_words_are_not(good):
    assert found(good) == []


def test_empty_section_and_bare_none_are_named_with_their_heading():
    text = "## Background\n\nIt began.\n\n## Legal implications\n\n## Financial implications\n\nNone.\n\n## Next"
    assert found(text) == [
        "The report itself, under “Legal implications”: nothing is written there.",
        "The report itself, under “Financial implications”: “None.” needs its reason: not needed, because …",
        "The report itself, under “Next”: nothing is written there.",
    ]


def test_each_part_is_looked_at_and_a_gap_is_named_once_a_section():
    assert found("TBC and TBC", asks="note TBC", summary="xxx") == [
        "What the board is asked to do: “TBC” is still to be filled in.",
        "The summary: “xxx” is still to be filled in.",
        "The report itself: “TBC” is still to be filled in.",
    ]


def test_report_with_gaps_is_neither_handed_in_nor_cleared(cast, now):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked", text="x")
    officer, clerk = cast.viewer("officer"), cast.viewer("clerk")
    said = {"asks": "note it", "summary": "Short.", "text": "## Legal\n\nThe Solicitor comments that….\n\n## Equality"}
    operations.save_report(report=report, **said, version=0, by=officer, now=now)
    with pytest.raises(ValidationError) as refusal:
        operations.submit_report(report=report, by=officer, now=now)
    assert len(refusal.value.messages) == 2
    Report.objects.update(state=Report.State.SUBMITTED)
    with pytest.raises(ValidationError, match="nothing is written there"):
        operations.clear_report(report=report, by=clerk, now=now)
    report.refresh_from_db()
    assert report.state == "submitted"


def test_author_reads_what_is_still_open_and_why_it_was_refused(cast, sign_in, now):
    report = make_report(cast, make_item(cast, make_meeting(cast)), "asked")
    said = {"asks": "note it", "summary": "Short.", "text": "The cost is TBC."}
    operations.save_report(report=report, **said, version=0, by=cast.viewer("officer"), now=now)
    officer = sign_in(cast.officer)
    sentence = "The report itself: “TBC” is still to be filled in."
    assert sentence in words(officer.get(reverse("meetings:report", args=[report.pk])))
    assert faults(officer.post(reverse("meetings:submit_report", args=[report.pk]))) == [sentence]
