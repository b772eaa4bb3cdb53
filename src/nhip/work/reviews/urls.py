"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "reviews"
urlpatterns = [
    path("", views.conferences, name="list"),
    path("moi/", views.new_conference, name="new"),
    path("danh-sach/", views.conferences_list, name="conferences_list"),
    path("danh-sach/mau/", views.conferences_template, name="conferences_template"),
    path("<int:pk>/", views.conference, name="conference"),
    path("<int:pk>/ho-so/", views.record, name="record"),
    path("<int:pk>/sua/", views.correct_conference_page, name="correct"),
    path("<int:pk>/phan-moi/", views.new_review, name="new_review"),
    path("<int:pk>/nguoi/", views.people, name="people"),
    path("<int:pk>/nguoi/them/", views.add_people, name="add_people"),
    path("<int:pk>/nguoi/danh-sach/", views.people_list, name="people_list"),
    path("<int:pk>/nguoi/danh-sach/mau/", views.people_template, name="people_template"),
    path("nguoi/<int:pk>/", views.participant, name="participant"),
    path("nguoi/<int:pk>/sua/", views.correct_person, name="correct_person"),
    path("phan/<int:pk>/", views.review, name="review"),
    path("phan/<int:pk>/sua/", views.correct_review_page, name="correct_review"),
    path("phan/<int:pk>/so-lieu/", views.figures, name="figures"),
    path("phan/<int:pk>/loi/", views.text, name="text"),
    path("phan/<int:pk>/duyet/", views.approve, name="approve"),
]
