"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "periods"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("ngay/<int:pk>/bo/", views.drop_day, name="drop_day"),
]
