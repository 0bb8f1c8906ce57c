"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "tell_us"
urlpatterns = [
    path("", coming, name="start"),
]
