"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

urlpatterns = [
    path("", coming, name="public_home"),
    path("meetings-and-minutes/", coming, name="public_meetings"),
    path("you-said-we-did/", coming, name="public_you_said"),
    path("reports/", coming, name="public_annual_reports"),
    path("about/", coming, name="public_about"),
    path("healthz", coming, name="healthz"),
    path("theme.css", coming, name="theme_css"),
    path("help/accessibility/", coming, name="accessibility"),
    path("help/privacy/", coming, name="privacy"),
    path("help/words/", coming, name="words"),
]
