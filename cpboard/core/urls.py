"""Addresses."""

from django.urls import include, path

from cpboard.core.views import coming

urlpatterns = [
    path("health/", coming, name="health"),
    path("people/", include(([path("", coming, name="list")], "people"))),
    path("more/", coming, name="more"),
]
