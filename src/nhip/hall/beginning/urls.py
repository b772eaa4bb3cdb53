"""Addresses of the first run. The key stands in the address printed at the start."""

from django.urls import path

from . import views

app_name = "beginning"
urlpatterns = [
    path("", views.go_on, name="go_on"),
    path("co-quan/", views.body, name="body"),
    path("cap/", views.levels, name="levels"),
    path("lich/", views.calendar, name="calendar"),
    path("don-vi/", views.units, name="units"),
    path("tai-khoan/", views.people, name="people"),
    path("bo-khoi-dau/", views.starter_set, name="starter"),
    path("thu/", views.mail, name="mail"),
    path("hoan-tat/", views.finish, name="finish"),
    path("<str:key>/", views.account, name="account"),
]
