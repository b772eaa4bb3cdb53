from django.apps import AppConfig


class CleanConfig(AppConfig):
    name = "nhip.kit.clean"
