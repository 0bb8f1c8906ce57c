"""Signed-in addresses of publishing."""

from django.urls import path

from cpboard.publishing import report_views, views

urlpatterns = [
    path("home/", views.home, name="home"),
    path("trail/theme/<int:pk>/", views.trail_theme, name="trail_theme"),
    path("trail/action/<int:pk>/", views.trail_action, name="trail_action"),
    path("trail/promise/<int:pk>/", views.trail_promise, name="trail_promise"),
    path("releases/", views.releases, name="releases"),
    path("releases/ask/<slug:kind>/<int:pk>/", views.ask, name="ask_release"),
    path("releases/<int:pk>/", views.release, name="release"),
    path("releases/<int:pk>/refuse/", views.refuse, name="refuse_release"),
    path("releases/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("annual-reports/", report_views.reports, name="annual_reports"),
]
