"""What a form's new version does to what is owed."""

from datetime import datetime

from django.dispatch import receiver

from nhip.work.forms.models import Form
from nhip.work.forms.signals import form_published

from .actions import take_up_version


@receiver(form_published, sender=Form)
def version_stands(form: Form, at: datetime, **ignored: object) -> None:
    """Let what is asked from now on ask it."""
    take_up_version(form, at=at)
