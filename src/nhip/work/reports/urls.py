"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("kiem-tra/", views.show_arrivals, name="to_check"),
    path("mo/<int:obligation_pk>/", views.open_draft, name="open"),
    path("<int:pk>/", views.fill_in, name="entry"),
    path("<int:pk>/ban/<int:number>/", views.show_revision, name="revision"),
    path("<int:pk>/kiem-tra/", views.check, name="check"),
    path("<int:pk>/dinh-chinh/", views.reopen, name="reopen"),
]
