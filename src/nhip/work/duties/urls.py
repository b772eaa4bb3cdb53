"""Addresses of this room."""

from django.urls import path

from .views import living, obligations, questions, regimes, several, waiting

app_name = "duties"
urlpatterns = [
    path("che-do/", regimes.show_regimes, name="regimes"),
    path("che-do/moi/", regimes.write_regime, name="new_regime"),
    path("che-do/<int:pk>/", regimes.show_regime, name="regime"),
    path("che-do/<int:pk>/sua/", regimes.write_regime, name="write_regime"),
    path("che-do/<int:pk>/ban-hanh/", regimes.publish, name="publish"),
    path("che-do/<int:pk>/dot-xuat/", regimes.ask_once, name="ask_once"),
    path("hoi/", questions.ask, name="ask"),
    path("che-do/<int:pk>/<slug:decision>/", living.decide, name="decide"),
    path("nghia-vu/", several.grant_several, name="several"),
    path("nghia-vu/<int:pk>/xin-gia-han/", waiting.ask_time, name="ask_time"),
    path("nghia-vu/xin-gia-han/<int:pk>/", waiting.answer_time, name="answer_time"),
    path("nghia-vu/don-vi/<int:pk>/", obligations.show_unit, name="of_unit"),
    path("nghia-vu/<int:pk>/", obligations.show_obligation, name="obligation"),
]
