"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "responses"
urlpatterns = [
    path("<int:page_id>/", views.comments, name="comments"),
    path("<int:page_id>/danh-gia/", views.rate, name="rate"),
    path("<int:page_id>/binh-luan/", views.comment, name="comment"),
    path("kiem-duyet/", views.moderation, name="moderation"),
    path("kiem-duyet/nhieu/", views.decide_many, name="decide_many"),
    path("kiem-duyet/chan/<int:user_id>/", views.block, name="block"),
    path("kiem-duyet/bo-chan/<int:user_id>/", views.unblock, name="unblock"),
    path("kiem-duyet/<int:pk>/", views.decide, name="decide"),
]
