"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="list"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/tham-dinh/", views.appraise, name="appraise"),
]
