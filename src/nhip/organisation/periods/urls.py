"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "periods"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("them-lich/", views.add_calendar, name="add_calendar"),
    path("danh-sach-ngay/", views.take_in_days, name="take_in_days"),
    path("ngay/<int:pk>/bo/", views.drop_day, name="drop_day"),
]
