"""Addresses of the desk and of the flows that join the two wings."""

from django.urls import path

from . import views
from .beginning.views import what_next

app_name = "hall"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("tiep-theo/", what_next, name="next"),
    path("tom-tat/", views.brief, name="brief"),
    path("thong-bao/", views.inbox, name="inbox"),
    path("bai-viet/", views.articles, name="articles"),
    path("bai-viet/so-lieu-doi/", views.changed_pins, name="changed_pins"),
    path("hoi-nghi/phan/<int:review_id>/soan-bai/", views.draft_article, name="draft_article"),
]
