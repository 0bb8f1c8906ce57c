"""Addresses."""

from django.urls import path

from champions.views import areas, duties

app_name = "champions"
urlpatterns = [
    path("", areas.champions, name="list"),
    path("mine/", areas.mine, name="mine"),
    path("bodies/<slug:slug>/add-area/", areas.add_area, name="add_area"),
    path("bodies/<slug:slug>/open-cycle/", areas.open_cycle, name="open_cycle"),
    path("<int:pk>/", areas.area, name="area"),
    path("<int:pk>/appoint-champion/", areas.appoint_champion, name="appoint_champion"),
    path("<int:pk>/retire/", areas.retire_area, name="retire_area"),
    path("<int:pk>/log-duty/", duties.log_duty, name="log_duty"),
    path("<int:pk>/report-back/", duties.report_back, name="report_back"),
    path("<int:pk>/report-back/<int:cycle>/", duties.report_back, name="report_back_for"),
    path("appointments/<int:pk>/end/", areas.end_appointment, name="end_appointment"),
    path("reports/<int:pk>/", duties.report, name="report"),
]
