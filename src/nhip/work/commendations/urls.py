"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "commendations"
urlpatterns = [
    path("", views.certificates, name="list"),
    path("<int:pk>/", views.certificate, name="certificate"),
]
