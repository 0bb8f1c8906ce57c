"""Addresses of the house itself."""

from django.urls import include, path

from cpboard.core import council_views, key_views, views
from cpboard.core import people_views as people

people_patterns = [
    path("", people.people, name="list"),
    path("add/", people.add, name="add"),
    path("role-changes/", people.changes, name="changes"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/change/", people.change, name="change"),
    path("<int:pk>/give-role/", people.give_role, name="give_role"),
    path("<int:pk>/invite/", people.invite, name="invite"),
    path("<int:pk>/switch-off/", people.switch_off, name="switch_off"),
    path("<int:pk>/switch-on/", people.switch_on, name="switch_on"),
    path("<int:pk>/take-second-factor/", people.take_second_factor, name="take_second_factor"),
    path("roles/<int:pk>/end/", people.end_role, name="end_role"),
]

urlpatterns = [
    path("council/change/", council_views.change_council, name="change_council"),
    path("health/", views.health, name="health"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/ask-again/", views.ask_again, name="ask_again"),
    path("keys/<slug:name>/", key_views.keys, name="keys"),
    path("keys/<slug:name>/make-key/", key_views.make_key, name="make_key"),
    path("keys/<int:pk>/end-key/", key_views.end_key, name="end_key"),
    path("more/", views.more, name="more"),
    path("people/", include((people_patterns, "people"))),
]
