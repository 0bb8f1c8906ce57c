"""The deeds of meetings: who does what, when. Keyword-only, `by` and `now` always, one Event each."""

from meetings.operations.agenda import (
    add_item,
    add_source,
    change_item,
    move_item,
    remove_item,
    remove_source,
    restrict_item,
)
from meetings.operations.meeting import (
    add_session,
    call_off,
    change_meeting,
    create_meeting,
    hold_meeting,
    name_reader,
    put_agenda_out,
    record_attendance,
    set_programme,
    unname_reader,
)
from meetings.operations.minutes import approve_minutes, record_decision, save_minutes, send_minutes_to_chair
from meetings.operations.notice import add_day_off, record_urgency, remove_day_off, set_counting
from meetings.operations.reports import ask_report, clear_report, return_report, save_report, submit_report

__all__ = [
    "add_day_off",
    "add_item",
    "add_session",
    "add_source",
    "approve_minutes",
    "ask_report",
    "call_off",
    "change_item",
    "change_meeting",
    "clear_report",
    "create_meeting",
    "hold_meeting",
    "move_item",
    "name_reader",
    "put_agenda_out",
    "record_attendance",
    "record_decision",
    "record_urgency",
    "remove_day_off",
    "remove_item",
    "remove_source",
    "restrict_item",
    "return_report",
    "save_minutes",
    "save_report",
    "send_minutes_to_chair",
    "set_counting",
    "set_programme",
    "submit_report",
    "unname_reader",
]
