"""Addresses."""

from django.urls import path

from cpboard.board.views import bodies, groups, promises

app_name = "board"
urlpatterns = [
    path("", bodies.bodies, name="bodies"),
    path("add-body/", bodies.add_body, name="add_body"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("bodies/<slug:slug>/change/", bodies.change_body, name="change_body"),
    path("bodies/<slug:slug>/add-constitution/", bodies.add_constitution, name="add_constitution"),
    path("bodies/<slug:slug>/add-seat/", bodies.add_seat, name="add_seat"),
    path("bodies/<slug:slug>/add-promise/", promises.add_promise, name="add_promise"),
    path("constitutions/<int:pk>/", bodies.constitution, name="constitution"),
    path("seats/<int:pk>/appoint-member/", bodies.appoint_member, name="appoint_member"),
    path("seats/<int:pk>/close/", bodies.close_seat, name="close_seat"),
    path("memberships/<int:pk>/end/", bodies.end_membership, name="end_membership"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<int:pk>/", promises.promise, name="promise"),
    path("promises/<int:pk>/change/", promises.change_promise, name="change_promise"),
    path("promises/<int:pk>/retire/", promises.retire_promise, name="retire_promise"),
    path("principles/", promises.principles, name="principles"),
    path("groups/", groups.groups, name="groups"),
    path("groups/add/", groups.add_group, name="add_group"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/change/", groups.change_group, name="change_group"),
    path("groups/<int:pk>/add-activity/", groups.add_activity, name="add_activity"),
    path("years/", groups.years, name="years"),
    path("years/add/", groups.add_year, name="add_year"),
]
