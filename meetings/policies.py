"""Who may do what with meetings: plain predicates, one for each deed. Each operation asks its own."""

from __future__ import annotations

from django.db.models import Q

from cpboard.board.models import Body, Regime
from cpboard.core.access import Viewer
from cpboard.core.roles import May
from meetings.models import (
    AgendaItem,
    BringBack,
    DayOff,
    Decision,
    Meeting,
    Minutes,
    MinutesApproval,
    Note,
    Pack,
    Paper,
    PreMeetQuestion,
    Proposal,
    Question,
    Report,
    Session,
    Slot,
    Topic,
    Urgency,
)
from meetings.states import TRANSITIONS

# Meetings ------------------------------------------------------------------------------------------------------------


def may_list_meetings(by: Viewer) -> bool:
    """Whoever can have a meeting to see: members, young members, those who write or present, the clerk."""
    return by.can(May.READ_MEETINGS) or by.can(May.READ_NAMED) or by.can(May.WRITE_REPORTS)


def may_run_meetings(by: Viewer, body_id: int | None = None) -> bool:
    """The clerk runs the meetings of a body; without one: of any body at all."""
    return by.can(May.RUN_MEETINGS, body_id)


def may_read_whole_meeting(by: Viewer, meeting: Meeting) -> bool:
    """Members of the body and the clerk see the meeting as a whole; others only what names them."""
    return by.can(May.READ_MEETINGS, meeting.body_id)


def may_create_meeting(by: Viewer, body: Body) -> bool:
    """The clerk sets the dates, past ones too."""
    return may_run_meetings(by, body.pk)


def may_change_meeting(by: Viewer, meeting: Meeting) -> bool:
    """The clerk moves a meeting that was neither held nor called off."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_call_off(by: Viewer, meeting: Meeting) -> bool:
    """The clerk calls off a meeting that was not held."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_set_programme(by: Viewer, body: Body) -> bool:
    """The clerk says how many meetings a year there are to be, and why there were fewer."""
    return may_run_meetings(by, body.pk)


def may_put_agenda_out(by: Viewer, meeting: Meeting) -> bool:
    """The clerk puts the agenda out, once, before the meeting is held."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting) and meeting.agenda_out_at is None


def may_hold_meeting(by: Viewer, meeting: Meeting) -> bool:
    """The clerk notes that the meeting is held."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_record_attendance(by: Viewer, meeting: Meeting) -> bool:
    """The clerk notes who is there, apologies before the meeting too, until the minutes are out."""
    return may_run_meetings(by, meeting.body_id) and _is_open(meeting)


# The work programme --------------------------------------------------------------------------------------------------


def may_read_programme(by: Viewer, body: Body) -> bool:
    """Members of the body and the clerk."""
    return by.can(May.READ_MEETINGS, body.pk)


def may_plan(by: Viewer, body: Body) -> bool:
    """The clerk plans the year of a body."""
    return may_run_meetings(by, body.pk)


def may_change_slot(by: Viewer, slot: Slot) -> bool:
    """The clerk changes a slot until it is on an agenda or was carried over."""
    return may_run_meetings(by, slot.body_id) and slot.item_id is None and not _is_carried(slot)


def may_remove_slot(by: Viewer, slot: Slot) -> bool:
    """The clerk takes a slot off the plan until it is on an agenda or was carried over."""
    return may_change_slot(by, slot)


def may_put_on_agenda(by: Viewer, slot: Slot) -> bool:
    """The clerk puts a slot on the agenda of its meeting, once, before the meeting is held."""
    return may_change_slot(by, slot) and (slot.meeting is None or _is_ahead(slot.meeting))


def may_carry_over(by: Viewer, slot: Slot) -> bool:
    """The clerk carries over, once, a slot whose meeting is over or was called off."""
    over = slot.meeting is not None and not _is_ahead(slot.meeting)
    return may_run_meetings(by, slot.body_id) and over and not _is_carried(slot)


def may_change_topic(by: Viewer, topic: Topic) -> bool:
    """The clerk says where a topic has its home."""
    return may_run_meetings(by, topic.body_id)


# Sessions and their readers ------------------------------------------------------------------------------------------


def may_add_session(by: Viewer, meeting: Meeting) -> bool:
    """The clerk adds a private session to a meeting that was not held."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_name_reader(by: Viewer, session: Session) -> bool:
    """The clerk names who may read a session."""
    return may_run_meetings(by, session.meeting.body_id)


def may_unname_reader(by: Viewer, session: Session) -> bool:
    """The clerk takes a name off the list of readers."""
    return may_run_meetings(by, session.meeting.body_id)


# Notice --------------------------------------------------------------------------------------------------------------


def may_keep_calendar(by: Viewer) -> bool:
    """The clerk, for the whole house: the working days are those of the council."""
    return by.bodies(May.RUN_MEETINGS) is None


def may_remove_day_off(by: Viewer, day: DayOff) -> bool:
    """The clerk, once."""
    return may_keep_calendar(by) and day.removed_at is None


def may_record_urgency(by: Viewer, item: AgendaItem) -> bool:
    """The clerk, once, for an item that was added when the agenda was out, until the minutes are out."""
    late = item.opened_at is not None and may_change_item(by, item)
    return late and not Urgency.objects.filter(item=item).exists()


# Agenda --------------------------------------------------------------------------------------------------------------


def may_add_item(by: Viewer, session: Session) -> bool:
    """The clerk adds items until the minutes are approved: some things come up in the meeting."""
    return may_run_meetings(by, session.meeting.body_id) and _is_open(session.meeting)


def may_change_item(by: Viewer, item: AgendaItem) -> bool:
    """The clerk changes an item until the minutes are out."""
    return may_run_meetings(by, _meeting(item).body_id) and _is_open(_meeting(item))


def may_remove_item(by: Viewer, item: AgendaItem) -> bool:
    """The clerk takes an item off the agenda of a meeting that was not held."""
    return may_run_meetings(by, _meeting(item).body_id) and _is_ahead(_meeting(item))


def may_move_item(by: Viewer, item: AgendaItem) -> bool:
    """The clerk orders the agenda of a meeting that was not held."""
    return may_run_meetings(by, _meeting(item).body_id) and _is_ahead(_meeting(item))


def may_restrict_item(by: Viewer, item: AgendaItem) -> bool:
    """The clerk says why an item of a private session is private."""
    return may_change_item(by, item) and item.session.is_private


def may_add_source(by: Viewer, item: AgendaItem) -> bool:
    """The clerk says where an item came from."""
    return may_change_item(by, item)


def may_remove_source(by: Viewer, item: AgendaItem) -> bool:
    """The clerk takes back where an item came from."""
    return may_change_item(by, item)


# Reports -------------------------------------------------------------------------------------------------------------


def may_ask_report(by: Viewer, item: AgendaItem) -> bool:
    """The clerk asks for a report on an open item, or asks another, until it is handed in.

    The paper of a private item is written in the closed room.
    """
    report = getattr(item, "report", None)
    handed_in = report is not None and Report.State.SUBMITTED not in TRANSITIONS[report.state]
    return may_change_item(by, item) and not item.session.is_private and not handed_in


def may_save_report(by: Viewer, report: Report) -> bool:
    """The author writes, or the clerk for them, while it is not handed in."""
    return _writes(by, report) and Report.State.SUBMITTED in TRANSITIONS[report.state]


def may_submit_report(by: Viewer, report: Report) -> bool:
    """The author hands it in, or the clerk for them."""
    return may_save_report(by, report)


def may_return_report(by: Viewer, report: Report) -> bool:
    """The clerk sends it back; a cleared one only while the agenda is not out."""
    meeting = _meeting(report.item)
    gone_out = report.state == Report.State.CLEARED and meeting.agenda_out_at is not None
    return may_run_meetings(by, meeting.body_id) and Report.State.RETURNED in TRANSITIONS[report.state] and not gone_out


def may_clear_report(by: Viewer, report: Report) -> bool:
    """The clerk clears what was handed in."""
    return may_run_meetings(by, _meeting(report.item).body_id) and Report.State.CLEARED in TRANSITIONS[report.state]


# Papers and packs ----------------------------------------------------------------------------------------------------


def may_add_paper(by: Viewer, item: AgendaItem) -> bool:
    """The clerk puts a paper to an open item until the meeting is held. A private paper is written in the closed room."""
    meeting = _meeting(item)
    return may_run_meetings(by, meeting.body_id) and not item.session.is_private and _is_ahead(meeting)


def may_remove_paper(by: Viewer, paper: Paper) -> bool:
    """The clerk takes a paper off, once, until the meeting is held."""
    meeting = _meeting(paper.item)
    return may_run_meetings(by, meeting.body_id) and paper.removed_at is None and _is_ahead(meeting)


def may_build_pack(by: Viewer, meeting: Meeting, audience: Pack.Audience) -> bool:
    """The clerk asks for a pack of a meeting that is to come; none for the public of a meeting without the public."""
    if audience == Pack.Audience.PUBLIC and meeting.regime == Regime.PRIVATE:
        return False
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_withdraw_pack(by: Viewer, pack: Pack) -> bool:
    """The clerk alone is enough to take a pack back, once: fast is safe."""
    return may_run_meetings(by, pack.meeting.body_id) and not hasattr(pack, "withdrawal")


# Reading -------------------------------------------------------------------------------------------------------------


def may_read_item(by: Viewer, item: AgendaItem) -> bool:
    """Whoever sees an open item reads it. A private one is read in its room and nowhere else."""
    return not item.session.is_private and AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists()


def may_keep_place(by: Viewer, item: AgendaItem) -> bool:
    """Whoever reads it, for themselves."""
    return may_read_item(by, item)


def may_choose_light(by: Viewer) -> bool:
    """Whoever reads papers, for themselves."""
    return may_list_meetings(by)


def may_add_note(by: Viewer, item: AgendaItem) -> bool:
    """Whoever reads an open item, for themselves."""
    return may_read_item(by, item)


def may_change_note(by: Viewer, note: Note) -> bool:
    """The owner, while they may read what it is about."""
    return Note.objects.open_to(by).filter(pk=note.pk).exists()


def may_remove_note(by: Viewer, note: Note) -> bool:
    """The owner, while they may read what it is about."""
    return may_change_note(by, note)


def may_ask_question(by: Viewer, item: AgendaItem) -> bool:
    """Members, and young members named to take part, ask about an open item until the meeting is held or called off."""
    return _takes_part(by, item) and _is_ahead(_meeting(item)) and may_read_item(by, item)


def is_asked(by: Viewer, question: Question) -> bool:
    """Whom an open question waits for: the clerk, the presenter, the author of the report. Asks no database."""
    item = question.item
    report = getattr(item, "report", None)
    writes = by.can(May.WRITE_REPORTS) and report is not None and report.author_id == by.user_id
    presents = item.presenter_id == by.user_id and (by.can(May.WRITE_REPORTS) or _takes_part(by, item))
    theirs = writes or presents or may_run_meetings(by, _meeting(item).body_id)
    return theirs and not hasattr(question, "answer") and _meeting(item).called_off_at is None


def may_answer_question(by: Viewer, question: Question) -> bool:
    """Whom it waits for, once; after the meeting too, so that nobody who asked is left without an answer."""
    return is_asked(by, question) and may_read_item(by, question.item)


def may_count_opened(by: Viewer, meeting: Meeting) -> bool:
    """The clerk and the chair learn how many members have opened the papers, never who."""
    return may_run_meetings(by, meeting.body_id) or by.can(May.APPROVE_MINUTES, meeting.body_id)


# What came of it -----------------------------------------------------------------------------------------------------


def may_record_decision(by: Viewer, item: AgendaItem) -> bool:
    """The clerk writes down what was decided, from the meeting until the minutes are out."""
    meeting = _meeting(item)
    return may_run_meetings(by, meeting.body_id) and meeting.held_at is not None and _is_open(meeting)


def may_add_attendance(by: Viewer, meeting: Meeting) -> bool:
    """The clerk notes who else is there, until the minutes are out."""
    return may_record_attendance(by, meeting)


def may_record_movement(by: Viewer, item: AgendaItem) -> bool:
    """The clerk notes who came in late or left."""
    return may_record_decision(by, item)


def may_remove_movement(by: Viewer, item: AgendaItem) -> bool:
    """The clerk takes back who came or left."""
    return may_record_decision(by, item)


def may_declare_interest(by: Viewer, item: AgendaItem) -> bool:
    """The clerk notes an interest that somebody declares."""
    return may_record_decision(by, item)


def may_remove_interest(by: Viewer, item: AgendaItem) -> bool:
    """The clerk takes back an interest that was noted by mistake."""
    return may_record_decision(by, item)


def may_record_time(by: Viewer, item: AgendaItem) -> bool:
    """The clerk notes how long an item took."""
    return may_record_decision(by, item)


def may_record_challenge(by: Viewer, item: AgendaItem) -> bool:
    """The clerk notes a question and what came of it."""
    return may_record_decision(by, item)


def may_change_challenge(by: Viewer, item: AgendaItem) -> bool:
    """The clerk adds the answer, or what changed by it."""
    return may_record_decision(by, item)


def may_record_vote(by: Viewer, decision: Decision) -> bool:
    """The clerk notes how a member voted, because they ask for it."""
    return may_record_decision(by, decision.item)


def may_bring_back(by: Viewer, item: AgendaItem) -> bool:
    """The clerk notes that the board wants an item again."""
    return may_record_decision(by, item)


def may_put_back(by: Viewer, row: BringBack) -> bool:
    """The clerk puts it on an agenda again, once."""
    return may_run_meetings(by, _meeting(row.item).body_id) and row.put_on_id is None


def may_remove_bring_back(by: Viewer, row: BringBack) -> bool:
    """The clerk lets go of it until it stands on an agenda again."""
    return may_put_back(by, row)


def may_save_minutes(by: Viewer, meeting: Meeting) -> bool:
    """The clerk drafts the minutes of a meeting that was held, until they are out as a draft."""
    return may_run_meetings(by, meeting.body_id) and meeting.held_at is not None and _is_open(meeting)


def may_read_versions(by: Viewer, minutes: Minutes) -> bool:
    """The clerk looks at how the draft came to be."""
    return may_run_meetings(by, minutes.meeting.body_id)


def may_send_minutes_to_chair(by: Viewer, minutes: Minutes) -> bool:
    """The clerk sends the draft to the chair, once."""
    return may_save_minutes(by, minutes.meeting) and minutes.sent_to_chair_at is None


def may_put_minutes_out(by: Viewer, minutes: Minutes) -> bool:
    """The chair of that body lets out what was sent to them, once. The clerk never does."""
    waits = minutes.sent_to_chair_at is not None and not minutes.is_out
    return waits and by.can(May.APPROVE_MINUTES, minutes.meeting.body_id)


def may_correct_minutes(by: Viewer, minutes: Minutes) -> bool:
    """The clerk notes what a later meeting corrects in the draft, until it is approved."""
    return may_run_meetings(by, minutes.meeting.body_id) and _is_draft_out(minutes)


def may_approve_minutes(by: Viewer, minutes: Minutes) -> bool:
    """The chair of that body approves what is out as a draft. The clerk never does."""
    return _is_draft_out(minutes) and by.can(May.APPROVE_MINUTES, minutes.meeting.body_id)


def may_sign_minutes(by: Viewer, approval: MinutesApproval) -> bool:
    """The clerk notes, once, who signed them and when. The notes of a private board are agreed, not signed."""
    meeting = approval.minutes.meeting
    unsigned = meeting.regime != Regime.PRIVATE and not hasattr(approval, "signature")
    return may_run_meetings(by, meeting.body_id) and unsigned


def may_add_minutes_note(by: Viewer, approval: MinutesApproval) -> bool:
    """The clerk adds what a later meeting resolved to add."""
    return may_run_meetings(by, approval.minutes.meeting.body_id)


def _is_draft_out(minutes: Minutes) -> bool:
    """Out as a draft, and not approved."""
    return hasattr(minutes, "out") and not minutes.is_approved


def _meeting(item: AgendaItem) -> Meeting:
    return item.session.meeting


def _takes_part(by: Viewer, item: AgendaItem) -> bool:
    """Whether this person comes to meetings of that body: as a member, or as a young member where they are named."""
    return by.can(May.READ_MEETINGS, _meeting(item).body_id) or by.can(May.READ_NAMED, _meeting(item).body_id)


def _writes(by: Viewer, report: Report) -> bool:
    own = report.author_id == by.user_id and by.can(May.WRITE_REPORTS)
    return own or may_run_meetings(by, _meeting(report.item).body_id)


def _is_carried(slot: Slot) -> bool:
    """Whether it stands again on another meeting."""
    return Slot.objects.filter(carried_from=slot).exists()


def _is_ahead(meeting: Meeting) -> bool:
    """Neither held nor called off."""
    return meeting.held_at is None and meeting.called_off_at is None


def _is_open(meeting: Meeting) -> bool:
    """Not called off, and its minutes are neither out as a draft nor approved."""
    gone = Q(out__isnull=False) | Q(approval__isnull=False)
    return meeting.called_off_at is None and not Minutes.objects.filter(gone, meeting=meeting).exists()


# Reports in one go, and their form -----------------------------------------------------------------------------------


def may_ask_reports(by: Viewer, meeting: Meeting) -> bool:
    """The clerk asks for the reports of a meeting that was not held, in one go."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_keep_sections(by: Viewer) -> bool:
    """The clerk, for the whole house: reports have one form."""
    return by.bodies(May.RUN_MEETINGS) is None


def may_add_items(by: Viewer, session: Session) -> bool:
    """The clerk adds several open items at once; a private one needs its reason, so it comes alone."""
    return may_add_item(by, session) and not session.is_private


# What is proposed for an agenda --------------------------------------------------------------------------------------


def may_take_up(by: Viewer, meeting: Meeting) -> bool:
    """The clerk puts what is proposed on the agenda of a meeting that was not held."""
    return may_run_meetings(by, meeting.body_id) and _is_ahead(meeting)


def may_leave_off(by: Viewer, meeting: Meeting) -> bool:
    """The clerk leaves off what is proposed, with a reason, until the meeting is held."""
    return may_take_up(by, meeting)


def may_take_up_after_all(by: Viewer, proposal: Proposal) -> bool:
    """The clerk puts on the agenda what was left off, once."""
    return may_take_up(by, proposal.meeting) and proposal.item_id is None


def may_nest_item(by: Viewer, item: AgendaItem) -> bool:
    """The clerk lets an item belong to the one above, or stand alone, until the meeting is held."""
    return may_move_item(by, item)


def may_choose_scorecard(by: Viewer, item: AgendaItem) -> bool:
    """The clerk says which frozen scorecard an open item discusses, until the minutes are out."""
    return may_change_item(by, item) and not item.session.is_private


# The pre-meet and the chair's brief ----------------------------------------------------------------------------------


def may_read_pre_meet(by: Viewer, meeting: Meeting) -> bool:
    """Members of the body and the clerk: officers who only present do not learn what they will be asked."""
    return may_read_whole_meeting(by, meeting)


def may_set_pre_meet(by: Viewer, meeting: Meeting) -> bool:
    """The clerk, or the chair of that body, before the meeting is held."""
    return _prepares(by, meeting) and _is_ahead(meeting)


def may_agree_question(by: Viewer, item: AgendaItem) -> bool:
    """Whoever sets the pre-meet, on an open item."""
    return may_set_pre_meet(by, _meeting(item)) and not item.session.is_private


def may_let_go_question(by: Viewer, question: PreMeetQuestion) -> bool:
    """Whoever sets the pre-meet."""
    return may_set_pre_meet(by, _meeting(question.item))


def may_read_brief(by: Viewer, meeting: Meeting) -> bool:
    """The chair of that body and the clerk, as long as there is a meeting to chair."""
    return _prepares(by, meeting) and meeting.called_off_at is None


def _prepares(by: Viewer, meeting: Meeting) -> bool:
    """Whether this person prepares the meeting: the clerk, or who chairs the body."""
    return may_run_meetings(by, meeting.body_id) or by.can(May.APPROVE_MINUTES, meeting.body_id)
