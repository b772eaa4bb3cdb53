"""Addresses of this room."""

from django.urls import path

from .views import designing, printing, versions

app_name = "forms"
urlpatterns = [
    path("", versions.show_forms, name="forms"),
    path("moi/", versions.new_form, name="new_form"),
    path("<int:pk>/", versions.show_form, name="form"),
    path("<int:pk>/sua/", designing.design, name="design"),
    path("<int:pk>/quyet/", versions.decide_form, name="decide_form"),
    path("<int:pk>/in/<str:kind>/", printing.print_form, name="print_form"),
]
