"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "units"
urlpatterns = [
    path("", views.whole_tree, name="tree"),
    path("nhap/", views.import_list, name="import"),
    path("nhap/mau/", views.list_template, name="list_template"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/<slug:kind>/", views.change, name="change"),
]
