from django.db import models
from django.utils.translation import gettext_lazy as _


class Classification(models.TextChoices):
    """A networked machine takes none but this."""

    NONE = "none", _("not classified")
