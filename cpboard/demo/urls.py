"""Addresses of the demonstration; mounted with DEMO=1 only."""

from django.urls import path

from cpboard.demo import gallery, views

urlpatterns = [
    path("", views.pick, name="demo"),
    path("gallery/", gallery.page, name="gallery"),
]
