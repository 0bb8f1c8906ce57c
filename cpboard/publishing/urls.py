"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

urlpatterns = [
    path("home/", coming, name="home"),
    path("annual-reports/", coming, name="annual_reports"),
    path("releases/", coming, name="releases"),
    path("trail/theme/<int:pk>/", coming, name="trail_theme"),
    path("trail/action/<int:pk>/", coming, name="trail_action"),
    path("trail/promise/<int:pk>/", coming, name="trail_promise"),
]
