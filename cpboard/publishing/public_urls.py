"""Addresses that nobody need sign in to."""

from django.urls import path

from cpboard.publishing import public_views as views

urlpatterns = [
    path("", views.home, name="public_home"),
    path("you-said-we-did/", views.you_said, name="public_you_said"),
    path("meetings-and-minutes/", views.meetings, name="public_meetings"),
    path("meetings-and-minutes/calendar.ics", views.calendar, name="public_calendar"),
    path("meetings-and-minutes/feed.atom", views.feed, name="public_feed"),
    path("meetings-and-minutes/papers.json", views.papers_json, name="public_papers_json"),
    path("meetings-and-minutes/papers.csv", views.papers_csv, name="public_papers_csv"),
    path("reports/", views.annual_reports, name="public_annual_reports"),
    path("about/", views.about, name="public_about"),
    path("public/<slug:slug>/", views.publication, name="publication"),
    path("public/<slug:slug>/file/", views.publication_file, name="publication_file"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/privacy/", views.privacy, name="privacy"),
    path("help/words/", views.words, name="words"),
    path("theme.css", views.theme_css, name="theme_css"),
    path("healthz", views.healthz, name="healthz"),
]
