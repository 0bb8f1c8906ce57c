"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "meetings"
urlpatterns = [
    path("", coming, name="list"),
    path("my-reports/", coming, name="my_reports"),
    path("<int:pk>/", coming, name="meeting"),
]
