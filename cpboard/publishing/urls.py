"""Signed-in addresses of publishing."""

from django.urls import path

from cpboard.publishing import report_views, search_views, views

urlpatterns = [
    path("home/", views.home, name="home"),
    path("search/", search_views.search, name="search"),
    path("trail/theme/<int:pk>/", views.trail_theme, name="trail_theme"),
    path("trail/action/<int:pk>/", views.trail_action, name="trail_action"),
    path("trail/promise/<int:pk>/", views.trail_promise, name="trail_promise"),
    path("releases/", views.releases, name="releases"),
    path("releases/ask/<slug:kind>/<int:pk>/", views.ask, name="ask_release"),
    path("releases/meetings/<int:pk>/bundle/", views.bundle, name="bundle"),
    path("releases/<int:pk>/", views.release, name="release"),
    path("releases/<int:pk>/file/", views.release_file, name="release_file"),
    path("releases/<int:pk>/refuse/", views.refuse, name="refuse_release"),
    path("releases/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("annual-reports/", report_views.reports, name="annual_reports"),
    path("annual-reports/start/", report_views.start, name="start_report"),
    path("annual-reports/<int:pk>/", report_views.report, name="annual_report"),
    path("annual-reports/<int:pk>/chapters/<slug:key>/", report_views.chapter, name="report_chapter"),
    path("annual-reports/<int:pk>/build/", report_views.build, name="build_report"),
    path("annual-reports/<int:pk>/<int:version>/", report_views.read, name="read_report"),
    path("annual-reports/<int:pk>/<int:version>/agree/", report_views.agree, name="agree_report"),
    path("annual-reports/<int:pk>/<int:version>/<slug:kind>/", report_views.download, name="report_file"),
]
