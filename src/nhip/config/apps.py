"""How rooms of others are installed."""

from django.apps import AppConfig


class DjangoForms(AppConfig):
    """Django's own templates of fields, under another label: `forms` is a room of ours."""

    name = "django.forms"
    label = "django_forms"
