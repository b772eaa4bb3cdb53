"""Addresses of this room."""

from django.urls import path

from .views import classes, lists, rolls

app_name = "training"
urlpatterns = [
    path("", classes.classes, name="list"),
    path("moi/", classes.new_class, name="new"),
    path("tu-bang/", lists.classes_list, name="import"),
    path("tu-bang/mau/", lists.classes_template, name="template"),
    path("<int:pk>/", classes.training_class, name="class"),
    path("<int:pk>/sua/", classes.correct, name="correct"),
    path("<int:pk>/them-nguoi/", rolls.add, name="add"),
    path("<int:pk>/them-nguoi/tu-bang/", lists.roll_list, name="import_roll"),
    path("<int:pk>/them-nguoi/tu-bang/mau/", lists.roll_template, name="roll_template"),
    path("luot-du/<int:pk>/", rolls.attendance, name="attendance"),
    path("luot-du/<int:pk>/sua/", rolls.correct_line, name="correct_line"),
]
