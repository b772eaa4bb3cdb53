"""Addresses of this room."""

from django.urls import path

from .views import keeping, plans

app_name = "plans"
urlpatterns = [
    path("", plans.plans, name="list"),
    path("moi/", plans.new_plan, name="new"),
    path("loai/", keeping.kinds, name="kinds"),
    path("loai/<int:pk>/", keeping.rename_kind, name="rename_kind"),
    path("tu-bang/", keeping.plans_list, name="import"),
    path("tu-bang/mau/", keeping.plans_template, name="template"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/sua/", plans.correct, name="correct"),
    path("<int:pk>/tham-dinh/", plans.appraise, name="appraise"),
]
