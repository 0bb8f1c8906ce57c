"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "board"
urlpatterns = [
    path("", coming, name="bodies"),
    path("promises/", coming, name="promises"),
    path("bodies/<slug:slug>/", coming, name="body"),
    path("promises/<int:pk>/", coming, name="promise"),
]
