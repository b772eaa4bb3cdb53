"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [path("", views.authority, name="authority")]
