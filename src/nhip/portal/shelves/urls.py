"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "shelves"
urlpatterns = [
    path("toa-soan/ten/", views.shelves, name="list"),
    path("toa-soan/ten/<int:pk>/", views.shelf, name="change"),
    path("toa-soan/ten/goi-y/", views.names, name="names"),
]
