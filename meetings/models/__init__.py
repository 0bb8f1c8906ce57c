"""What the board decides: meetings, sessions, items, reports, decisions, minutes."""

from meetings.models.agenda import AgendaItem, AgendaSource, Meeting, Session, SessionReader
from meetings.models.notice import DayOff, NoticeGiven, NoticePaper, OfficeCalendar, Urgency
from meetings.models.packs import Pack, PackWithdrawal, Paper
from meetings.models.programme import Slot, Topic
from meetings.models.record import Attendance, Decision, Minutes, MinutesApproval, Report
from meetings.models.sitting import BringBack, Challenge, Interest, Movement, NamedVote
from meetings.models.year import Programme

__all__ = [
    "AgendaItem",
    "AgendaSource",
    "Attendance",
    "BringBack",
    "Challenge",
    "DayOff",
    "Decision",
    "Interest",
    "Meeting",
    "Minutes",
    "MinutesApproval",
    "Movement",
    "NamedVote",
    "NoticeGiven",
    "NoticePaper",
    "OfficeCalendar",
    "Pack",
    "PackWithdrawal",
    "Paper",
    "Programme",
    "Report",
    "Session",
    "SessionReader",
    "Slot",
    "Topic",
    "Urgency",
]
