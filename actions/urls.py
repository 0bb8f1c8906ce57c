"""Addresses of actions."""

from django.urls import path

from actions import views

app_name = "actions"
urlpatterns = [
    path("", views.action_list, name="list"),
    path("mine/", views.mine, name="mine"),
    path("agree/", views.agree, name="agree"),
    path("<int:pk>/", views.action, name="action"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/update/", views.update, name="update"),
    path("<int:pk>/judge/", views.judge, name="judge"),
    path("<int:pk>/tell/", views.tell_adults, name="tell_adults"),
    path("<int:pk>/tell/<int:theme_pk>/", views.tell, name="tell"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/evidence/<int:update_pk>/", views.evidence, name="evidence"),
]
