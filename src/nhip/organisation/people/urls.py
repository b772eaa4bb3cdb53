"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("phan-cap/", views.authority, name="authority"),
    path("phan-cap/moi/", views.new_authority, name="new_authority"),
    path("tai-khoan/", views.import_list, name="import"),
    path("tai-khoan/tat-ca/", views.accounts, name="accounts"),
    path("tai-khoan/tat-ca/<int:pk>/", views.account, name="account"),
    path("tai-khoan/tat-ca/<int:pk>/mat-khau-moi/", views.give, name="give"),
    path("tai-khoan/mau/", views.list_template, name="list_template"),
    path("tai-khoan/mat-khau/", views.passwords, name="passwords"),
    path("tai-khoan/mat-khau-moi/", views.renew, name="renew"),
]
