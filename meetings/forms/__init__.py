"""What people fill in about meetings. Each form's fields are named as its operation names them."""

from meetings.forms.agenda import AddItemForm, ChangeItemForm, RestrictForm
from meetings.forms.margin import AnswerForm, ChangeNoteForm, NoteForm, QuestionForm
from meetings.forms.meeting import CallOffForm, ChangeMeetingForm, FilterForm, MeetingForm, ProgrammeForm
from meetings.forms.notice import AgendaOutForm, CountingForm, DayOffForm, RemoveDayOffForm, UrgencyForm
from meetings.forms.packs import PaperForm, WithdrawPackForm
from meetings.forms.people import AttendanceForm, ReaderForm, SessionForm
from meetings.forms.programme import CarryOverForm, CopyProgrammeForm, SlotFilterForm, SlotForm, TopicForm
from meetings.forms.written import ApproveForm, AskForm, ConfirmForm, DecisionForm, MinutesForm, ReportForm, ReturnForm

__all__ = [
    "AddItemForm",
    "AgendaOutForm",
    "AnswerForm",
    "ApproveForm",
    "AskForm",
    "AttendanceForm",
    "CallOffForm",
    "CarryOverForm",
    "ChangeItemForm",
    "ChangeMeetingForm",
    "ChangeNoteForm",
    "ConfirmForm",
    "CopyProgrammeForm",
    "CountingForm",
    "DayOffForm",
    "DecisionForm",
    "FilterForm",
    "MeetingForm",
    "MinutesForm",
    "NoteForm",
    "PaperForm",
    "ProgrammeForm",
    "QuestionForm",
    "ReaderForm",
    "RemoveDayOffForm",
    "ReportForm",
    "RestrictForm",
    "ReturnForm",
    "SessionForm",
    "SlotFilterForm",
    "SlotForm",
    "TopicForm",
    "UrgencyForm",
    "WithdrawPackForm",
]
