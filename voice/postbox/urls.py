"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "postbox"
urlpatterns = [
    path("", coming, name="queue"),
    path("worries/", coming, name="worries"),
    path("unseals/", coming, name="unseals"),
]
