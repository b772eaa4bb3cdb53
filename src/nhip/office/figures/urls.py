"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("<int:pk>/quyet-dinh/", views.decide, name="decide"),
    path("doi/<str:key>/", views.decide_changes, name="decide_changes"),
    path("phat-hanh/", views.releases, name="releases"),
    path("phat-hanh/<int:pk>/thu-hoi/", views.withdraw, name="withdraw"),
]
