from django.db import models
from django.utils.translation import pgettext_lazy


class ShelfKind(models.TextChoices):
    """What articles are found by; an address of its own begins each."""

    AUTHOR = "tac-gia", pgettext_lazy("news", "author")
    TOPIC = "dong-su-kien", pgettext_lazy("news", "topic")
    TAG = "the", pgettext_lazy("news", "tag")
