"""Several items at once, a title a line; reports that wait to be checked stand on the page of the meeting."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings import operations
from meetings.models import AgendaItem, Report
from tests.board.pages import faults, page, words
from tests.factories.meetings import make_item, make_meeting, make_report, session_of
from tests.factories.packs import keep_pack


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def test_each_line_becomes_an_item_before_the_close(cast, sign_in):
    meeting = make_meeting(cast, standing=True)
    client, add = sign_in(cast.clerk), url("add_items", session_of(meeting).pk)
    said = {"titles": "Homes\n\n  Schools \n", "kind": "report", "purpose": "decide", "minutes_planned": "15"}
    assert "Two items are on the agenda." in words(client.post(add, said, follow=True))
    titles = list(session_of(meeting).items.order_by("position").values_list("title", flat=True))
    assert titles[-3:] == ["Homes", "Schools", "Anything else, and close"]
    made = AgendaItem.objects.get(title="Homes")
    assert (made.purpose, made.minutes_planned) == ("decide", 15)


def test_a_title_too_long_or_too_many_keep_what_was_typed(cast, sign_in, now):
    session = session_of(make_meeting(cast))
    client, add = sign_in(cast.clerk), url("add_items", session.pk)
    said = {"titles": f"Homes\n{'x' * 161}", "kind": "report", "purpose": "decide", "minutes_planned": "15"}
    refused = client.post(add, said)
    assert faults(refused)[0].endswith("is too long for a title. 160 characters are the most.")
    assert "Homes" in page(refused).select_one("textarea").get_text()
    with pytest.raises(ValidationError, match="from one to 30 titles"):
        operations.add_items(session=session, titles=["x"] * 31, by=cast.viewer("clerk"), now=now)
    assert not AgendaItem.objects.exists()


def test_reports_to_check_lead_from_the_meeting_and_are_cleared_in_one_press(cast, sign_in):
    meeting = make_meeting(cast)
    report = make_report(cast, make_item(cast, meeting, "Homes"), "submitted")
    client = sign_in(cast.clerk)
    assert "Check “Homes”" in words(client.get(url("meeting", meeting.pk)))
    form = page(client.get(url("report", report.pk))).find("form", action=url("clear_report", report.pk))
    assert "The report is cleared." in words(client.post(form["action"], follow=True))
    assert Report.objects.get().state == "cleared"
    assert "Check “Homes”" not in words(client.get(url("meeting", meeting.pk)))


def test_pack_leads_the_clerk_to_putting_the_agenda_out_and_nobody_else(cast, sign_in):
    meeting = make_meeting(cast)
    make_item(cast, meeting)
    pack = keep_pack(cast, meeting)
    shown = page(sign_in(cast.clerk).get(url("pack", pack.pk)))
    assert shown.main.find("a", href=url("put_agenda_out", meeting.pk)) is not None
    operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=meeting.starts_at)
    shown = page(sign_in(cast.councillor).get(url("pack", pack.pk)))
    assert shown.main.find("a", href=url("put_agenda_out", meeting.pk)) is None
