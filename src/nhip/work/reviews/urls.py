"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "reviews"
urlpatterns = [
    path("", views.conferences, name="list"),
    path("<int:pk>/", views.conference, name="conference"),
    path("phan/<int:pk>/duyet/", views.approve, name="approve"),
]
