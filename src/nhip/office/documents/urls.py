"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("", views.register, name="list"),
    path("<int:pk>/", views.document, name="document"),
]
