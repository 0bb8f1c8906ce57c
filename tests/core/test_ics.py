"""Calendar files: what RFC 5545 asks of their lines."""

from __future__ import annotations

import datetime as dt

import pytest

from cpboard.core.ics import Entry, calendar

NOW = dt.datetime(2027, 1, 11, 9, 30, tzinfo=dt.UTC)
STARTS = dt.datetime(2027, 7, 14, 17, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def lines(*entries: Entry) -> list[str]:
    """The lines of a file, unfolded."""
    text = calendar("My meetings", entries, now=NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_entry_has_its_moments_in_universal_time_and_a_name_that_stays() -> None:
    entry = Entry("meeting-7", "Board", STARTS, STARTS + dt.timedelta(hours=2), "Moot Hall", "https://x.example/7/")
    said = lines(entry)
    begins = said.index("BEGIN:VEVENT")
    assert said[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Corporate parenting board//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    assert said[begins + 1].startswith("UID:meeting-7@")
    assert said[begins + 2 : -1] == [
        "DTSTAMP:20270111T093000Z",
        "DTSTART:20270714T163000Z",
        "DTEND:20270714T183000Z",
        "SUMMARY:Board",
        "LOCATION:Moot Hall",
        "URL:https://x.example/7/",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]


def test_what_is_off_says_so_and_a_day_needs_no_moment() -> None:
    said = lines(Entry("a", "Taken down", dt.date(2027, 1, 14), is_off=True))
    assert "DTSTART;VALUE=DATE:20270114" in said
    assert "STATUS:CANCELLED" in said
    assert [line for line in said if line.startswith(("DTEND", "LOCATION", "URL"))] == []


@pytest.mark.parametrize(
    ("title", "written"),
    [("A; b, c", r"A\; b\, c"), ("back\\slash", r"back\\slash"), ("two\nlines\r\nmore", r"two\nlines\nmore"), ("bell\x07", "bell")],
)
def test_marks_and_line_breaks_in_a_title_are_escaped(title: str, written: str) -> None:
    assert f"SUMMARY:{written}" in lines(Entry("a", title, STARTS))


def test_long_lines_are_folded_at_75_octets_and_no_letter_is_cut() -> None:
    title = "Zoë’s meeting " * 20
    text = calendar("x", [Entry("a", title, STARTS)], now=NOW)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{title}" in text.replace("\r\n ", "").split("\r\n")


def test_no_meeting_is_a_file_all_the_same() -> None:
    assert lines()[-1] == "END:VCALENDAR"
