"""Addresses of the closed room."""

from django.urls import path

from meetings.closed import views

app_name = "closed"
urlpatterns = [
    path("items/<int:pk>/", views.paper, name="paper"),
    path("items/<int:pk>/write/", views.write_paper, name="write_paper"),
    path("items/<int:pk>/add-note/", views.add_note, name="add_note"),
    path("items/<int:pk>/write-summary/", views.write_summary, name="write_summary"),
]
