"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "units"
urlpatterns = [
    path("", views.whole_tree, name="tree"),
    path("moi/", views.new_unit, name="new"),
    path("nhap/", views.import_list, name="import"),
    path("nhap/mau/", views.list_template, name="list_template"),
    path("co-quan/", views.organs, name="organs"),
    path("co-quan/moi/", views.new_organ, name="new_organ"),
    path("co-quan/<int:pk>/", views.organ, name="organ"),
    path("co-quan/<int:pk>/sua/", views.mend_organ, name="mend_organ"),
    path("co-quan/<int:pk>/ket-thuc/", views.end_organ, name="end_organ"),
    path("co-quan/<int:pk>/day-so/moi/", views.new_series, name="new_series"),
    path("co-quan/day-so/<int:pk>/", views.mend_series, name="mend_series"),
    path("co-quan/<int:pk>/nguoi-ky/moi/", views.new_signer, name="new_signer"),
    path("co-quan/nguoi-ky/<int:pk>/", views.mend_signer, name="mend_signer"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/<slug:kind>/", views.change, name="change"),
]
