"""Addresses."""

from django.urls import path

from cpboard.core.views import coming

app_name = "actions"
urlpatterns = [
    path("", coming, name="list"),
    path("mine/", coming, name="mine"),
    path("<int:pk>/", coming, name="action"),
]
