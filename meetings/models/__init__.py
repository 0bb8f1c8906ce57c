"""What the board decides: meetings, sessions, items, reports, decisions, minutes."""

from meetings.models.agenda import AgendaItem, AgendaSource, Meeting, Session, SessionReader
from meetings.models.margin import Answer, Note, Question
from meetings.models.notice import DayOff, NoticeGiven, NoticePaper, OfficeCalendar, Urgency
from meetings.models.packs import Pack, PackWithdrawal, Paper
from meetings.models.programme import Slot, Topic
from meetings.models.reading import ReaderChoice, ReadingPlace
from meetings.models.record import Attendance, Decision, Minutes, MinutesApproval, Report
from meetings.models.year import Programme

__all__ = [
    "AgendaItem",
    "AgendaSource",
    "Answer",
    "Attendance",
    "DayOff",
    "Decision",
    "Meeting",
    "Minutes",
    "MinutesApproval",
    "Note",
    "NoticeGiven",
    "NoticePaper",
    "OfficeCalendar",
    "Pack",
    "PackWithdrawal",
    "Paper",
    "Programme",
    "Question",
    "ReaderChoice",
    "ReadingPlace",
    "Report",
    "Session",
    "SessionReader",
    "Slot",
    "Topic",
    "Urgency",
]
