"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "newsroom"
urlpatterns = [
    path("toa-soan/", views.board, name="board"),
    path("toa-soan/lich/", views.calendar, name="calendar"),
    path("toa-soan/tu-word/", views.from_word, name="from_word"),
    path("toa-soan/cac-buoc/", views.steps, name="steps"),
    path("toa-soan/cac-buoc/<int:pk>/", views.step, name="step"),
    path("bai-viet/<int:page_id>/trinh/", views.hand_in, name="hand_in"),
    path("bai-viet/<int:page_id>/chuyen/", views.pass_on, name="pass_on"),
    path("bai-viet/<int:page_id>/tra-lai/", views.give_back, name="give_back"),
    path("bai-viet/<int:page_id>/lay-lai/", views.take_back, name="take_back"),
]
