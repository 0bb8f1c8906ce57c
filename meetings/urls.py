"""Addresses of meetings. What lies under a number is only there for those who may see it."""

from django.urls import path

from meetings.views import agenda, meeting, minutes, readers, reports, year

app_name = "meetings"
urlpatterns = [
    path("", year.meetings, name="list"),
    path("create/", year.create_meeting, name="create_meeting"),
    path("bodies/<int:body>/years/<int:year>/set/", year.set_programme, name="set_programme"),
    path("my-reports/", reports.my_reports, name="my_reports"),
    path("<int:pk>/", meeting.meeting, name="meeting"),
    path("<int:pk>/papers/", meeting.papers, name="papers"),
    path("<int:pk>/attendance/", meeting.attendance, name="attendance"),
    path("<int:pk>/attendance/record/", meeting.record_attendance, name="record_attendance"),
    path("<int:pk>/change/", meeting.change_meeting, name="change_meeting"),
    path("<int:pk>/call-off/", meeting.call_off, name="call_off"),
    path("<int:pk>/put-agenda-out/", meeting.put_agenda_out, name="put_agenda_out"),
    path("<int:pk>/hold/", meeting.hold_meeting, name="hold_meeting"),
    path("<int:pk>/add-session/", meeting.add_session, name="add_session"),
    path("<int:pk>/order/", agenda.order, name="order"),
    path("<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("<int:pk>/minutes/save/", minutes.save_minutes, name="save_minutes"),
    path("<int:pk>/minutes/send-to-chair/", minutes.send_minutes_to_chair, name="send_minutes_to_chair"),
    path("<int:pk>/minutes/approve/", minutes.approve_minutes, name="approve_minutes"),
    path("sessions/<int:pk>/readers/", readers.readers, name="readers"),
    path("sessions/<int:session>/add-item/", agenda.add_item, name="add_item"),
    path("readers/<int:pk>/unname/", readers.unname_reader, name="unname_reader"),
    path("items/<int:pk>/", agenda.item, name="item"),
    path("items/<int:pk>/change/", agenda.change_item, name="change_item"),
    path("items/<int:pk>/remove/", agenda.remove_item, name="remove_item"),
    path("items/<int:pk>/move/", agenda.move_item, name="move_item"),
    path("items/<int:pk>/restrict/", agenda.restrict_item, name="restrict_item"),
    path("items/<int:pk>/ask-report/", reports.ask_report, name="ask_report"),
    path("items/<int:pk>/record-decision/", minutes.record_decision, name="record_decision"),
    path("sources/<int:pk>/remove/", agenda.remove_source, name="remove_source"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/save/", reports.save_report, name="save_report"),
    path("reports/<int:pk>/submit/", reports.submit_report, name="submit_report"),
    path("reports/<int:pk>/return/", reports.return_report, name="return_report"),
    path("reports/<int:pk>/clear/", reports.clear_report, name="clear_report"),
]
