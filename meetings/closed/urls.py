"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "closed"
urlpatterns = [
    path("items/<int:pk>/", coming, name="paper"),
]
