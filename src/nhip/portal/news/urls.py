"""Addresses of this room; the editor's stand in `wagtail_hooks`."""

from django.urls import path

from . import views

app_name = "news"
urlpatterns = [path("tim/", views.search, name="search")]
