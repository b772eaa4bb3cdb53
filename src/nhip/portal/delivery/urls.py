"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "delivery"
urlpatterns = [path("xem/<int:page_id>/", views.view, name="view")]
