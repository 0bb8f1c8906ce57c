"""Addresses."""

from django.urls import path

from voice import views

app_name = "voice"
urlpatterns = [
    path("themes/", views.themes, name="themes"),
    path("themes/table/", views.themes_csv, name="themes_csv"),
    path("themes/add/", views.add_theme, name="add_theme"),
    path("themes/<int:pk>/", views.theme, name="theme"),
    path("themes/<int:pk>/change/", views.change_theme, name="change_theme"),
    path("themes/<int:pk>/reply/", views.reply, name="reply"),
]
