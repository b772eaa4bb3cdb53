"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("", views.totals, name="totals"),
    path("minh-hoa/", views.invented, name="invented"),
    path("<str:key>/", views.explain, name="explain"),
]
