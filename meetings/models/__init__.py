"""What the board decides: meetings, sessions, items, reports, decisions, minutes."""

from meetings.models.agenda import AgendaItem, AgendaSource, Meeting, Session, SessionReader
from meetings.models.margin import Answer, Note, Question
from meetings.models.minutes import (
    Minutes,
    MinutesApproval,
    MinutesCorrection,
    MinutesNote,
    MinutesOut,
    MinutesSignature,
    PublicSummary,
)
from meetings.models.notice import DayOff, NoticeGiven, NoticePaper, OfficeCalendar, Urgency
from meetings.models.packs import Pack, PackWithdrawal, Paper
from meetings.models.premeet import PreMeet, PreMeetQuestion
from meetings.models.programme import Slot, Topic
from meetings.models.proposals import Proposal
from meetings.models.reading import ReaderChoice, ReadingPlace
from meetings.models.record import Attendance, Decision, Report
from meetings.models.sections import ReportSection
from meetings.models.sitting import BringBack, Challenge, Interest, Movement, NamedVote
from meetings.models.wording import PaperWords
from meetings.models.year import Programme

__all__ = [
    "AgendaItem",
    "AgendaSource",
    "Answer",
    "Attendance",
    "BringBack",
    "Challenge",
    "DayOff",
    "Decision",
    "Interest",
    "Meeting",
    "Minutes",
    "MinutesApproval",
    "MinutesCorrection",
    "MinutesNote",
    "MinutesOut",
    "MinutesSignature",
    "Movement",
    "NamedVote",
    "Note",
    "NoticeGiven",
    "NoticePaper",
    "OfficeCalendar",
    "Pack",
    "PackWithdrawal",
    "Paper",
    "PaperWords",
    "PreMeet",
    "PreMeetQuestion",
    "Programme",
    "Proposal",
    "PublicSummary",
    "Question",
    "ReaderChoice",
    "ReadingPlace",
    "Report",
    "ReportSection",
    "Session",
    "SessionReader",
    "Slot",
    "Topic",
    "Urgency",
]
