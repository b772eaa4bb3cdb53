"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "training"
urlpatterns = [
    path("", views.classes, name="list"),
    path("<int:pk>/", views.training_class, name="class"),
    path("<int:pk>/luot-du/", views.attendance, name="attendance"),
]
