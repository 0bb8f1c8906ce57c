"""Addresses of those who read what children send."""

from django.urls import path

from voice.postbox import staff_views as views

app_name = "postbox"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("worries/", views.worries, name="worries"),
    path("unseals/", views.unseals, name="unseals"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/read/", views.read, name="read"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/join-theme/", views.join_theme, name="join_theme"),
    path("<int:pk>/start-theme/", views.start_theme, name="start_theme"),
    path("<int:pk>/answer/", views.answer, name="answer"),
]
