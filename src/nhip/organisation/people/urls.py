"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("phan-cap/", views.authority, name="authority"),
    path("phan-cap/moi/", views.new_authority, name="new_authority"),
    path("phan-cap/<int:pk>/", views.mend_authority, name="mend_authority"),
    path("tai-khoan/", views.import_list, name="import"),
    path("tai-khoan/tat-ca/", views.accounts, name="accounts"),
    path("tai-khoan/tat-ca/<int:pk>/", views.account, name="account"),
    path("tai-khoan/moi/", views.new, name="new"),
    path("tai-khoan/cua-toi/", views.mine, name="mine"),
    path("tai-khoan/tat-ca/<int:pk>/sua/", views.correct, name="correct"),
    path("tai-khoan/tat-ca/<int:pk>/chuc-vu/", views.give_post, name="give_post"),
    path("tai-khoan/tat-ca/<int:pk>/ban-giao/", views.leave, name="leave"),
    path("tai-khoan/chuc-vu/<int:pk>/", views.end_post, name="end_post"),
    path("tai-khoan/tat-ca/<int:pk>/dang-xuat/", views.sign_out, name="sign_out"),
    path("tai-khoan/buoc-hai/<int:pk>/", views.remove_factor, name="remove_factor"),
    path("tai-khoan/tat-ca/<int:pk>/mat-khau-moi/", views.give, name="give"),
    path("tai-khoan/mau/", views.list_template, name="list_template"),
    path("tai-khoan/mat-khau/", views.passwords, name="passwords"),
    path("tai-khoan/mat-khau-moi/", views.renew, name="renew"),
]
