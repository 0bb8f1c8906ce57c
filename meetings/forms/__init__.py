"""What people fill in about meetings. Each form's fields are named as its operation names them."""

from meetings.forms.agenda import AddItemForm, ChangeItemForm, RestrictForm
from meetings.forms.asking import AskReportsForm, SectionOfReportForm
from meetings.forms.margin import AnswerForm, ChangeNoteForm, NoteForm, QuestionForm
from meetings.forms.meeting import CallOffForm, ChangeMeetingForm, FilterForm, MeetingForm, ProgrammeForm
from meetings.forms.minutes import ApproveForm, CorrectForm, MinutesNoteForm, PutOutForm, SignForm
from meetings.forms.notice import AgendaOutForm, CountingForm, DayOffForm, RemoveDayOffForm, UrgencyForm
from meetings.forms.packs import BuildPackForm, PaperForm, WithdrawPackForm
from meetings.forms.people import AttendanceForm, ReaderForm, SessionForm
from meetings.forms.premeet import AgreeQuestionForm, PreMeetForm
from meetings.forms.programme import CarryOverForm, CopyProgrammeForm, SlotFilterForm, SlotForm, TopicForm
from meetings.forms.proposals import LeaveOffForm, ScorecardForm
from meetings.forms.several import AddItemsForm
from meetings.forms.sitting import AddAttendanceForm, BringBackForm, ChallengeForm, InterestForm, MovementForm, TimeForm, VoteForm
from meetings.forms.written import AskForm, ConfirmForm, DecisionForm, MinutesForm, ReportForm, ReturnForm

__all__ = [
    "AddAttendanceForm",
    "AddItemForm",
    "AddItemsForm",
    "AgendaOutForm",
    "AgreeQuestionForm",
    "AnswerForm",
    "ApproveForm",
    "AskForm",
    "AskReportsForm",
    "AttendanceForm",
    "BringBackForm",
    "BuildPackForm",
    "CallOffForm",
    "CarryOverForm",
    "ChallengeForm",
    "ChangeItemForm",
    "ChangeMeetingForm",
    "ChangeNoteForm",
    "ConfirmForm",
    "CopyProgrammeForm",
    "CorrectForm",
    "CountingForm",
    "DayOffForm",
    "DecisionForm",
    "FilterForm",
    "InterestForm",
    "LeaveOffForm",
    "MeetingForm",
    "MinutesForm",
    "MinutesNoteForm",
    "MovementForm",
    "NoteForm",
    "PaperForm",
    "PreMeetForm",
    "ProgrammeForm",
    "PutOutForm",
    "QuestionForm",
    "ReaderForm",
    "RemoveDayOffForm",
    "ReportForm",
    "RestrictForm",
    "ReturnForm",
    "ScorecardForm",
    "SectionOfReportForm",
    "SessionForm",
    "SignForm",
    "SlotFilterForm",
    "SlotForm",
    "TimeForm",
    "TopicForm",
    "UrgencyForm",
    "VoteForm",
    "WithdrawPackForm",
]
