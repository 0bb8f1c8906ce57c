"""Addresses of the child's own pages."""

from django.urls import path

from voice.postbox import views

app_name = "tell_us"
urlpatterns = [
    path("", views.start, name="start"),
    path("staying-safe/", views.staying_safe, name="staying_safe"),
    path("what-we-keep/", views.what_we_keep, name="what_we_keep"),
    path("help-now/", views.help_now, name="help_now"),
    path("tell/", views.tell, name="tell"),
    path("come-back/", views.come_back, name="come_back"),
    path("leave/", views.leave, name="leave"),
]
