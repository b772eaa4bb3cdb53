"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "commendations"
urlpatterns = [
    path("", views.certificates, name="list"),
    path("quyet-dinh/", views.decisions, name="decisions"),
    path("quyet-dinh/<int:pk>/", views.enter_list, name="enter"),
    path("quyet-dinh/<int:pk>/danh-sach/", views.take_in, name="take_in"),
    path("quyet-dinh/<int:pk>/danh-sach/mau/", views.list_template, name="template"),
    path("<int:pk>/", views.certificate, name="certificate"),
    path("<int:pk>/sua/", views.correct, name="correct"),
]
