"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "voice"
urlpatterns = [
    path("themes/", coming, name="themes"),
    path("themes/<int:pk>/", coming, name="theme"),
]
