"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("", views.register, name="list"),
    path("moi/", views.new_paper, name="new"),
    path("danh-sach/", views.paper_list, name="take_in"),
    path("danh-sach/mau/", views.paper_list_template, name="template"),
    path("phan-cap/", views.authority_list, name="authority_list"),
    path("phan-cap/mau/", views.authority_template, name="authority_template"),
    path("loai/", views.kinds, name="kinds"),
    path("loai/<int:pk>/", views.rename_kind, name="rename_kind"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/sua/", views.correct, name="correct"),
    path("<int:pk>/tep/", views.add, name="add_file"),
    path("tep/<int:pk>/", views.download, name="download"),
    path("tep/<int:pk>/bo/", views.take_out, name="take_file_out"),
]
