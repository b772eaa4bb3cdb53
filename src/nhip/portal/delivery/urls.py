"""Addresses of this room; the front answers the beacon's by itself."""

from django.urls import path

from . import views

app_name = "delivery"
urlpatterns = [path("rieng/<int:page_id>/", views.personal, name="personal")]
