"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "performance"
urlpatterns = [
    path("", coming, name="scorecard"),
    path("<int:pk>/", coming, name="indicator"),
]
