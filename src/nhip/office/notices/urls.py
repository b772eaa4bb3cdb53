"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [path("", views.mail, name="mail")]
