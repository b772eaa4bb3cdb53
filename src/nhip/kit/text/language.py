"""Words that are kept for others are written in the installation's language, not the writer's own."""

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation


def office_words() -> AbstractContextManager[None]:
    """Speak the installation's language: what is kept for others is not in the writer's own."""
    return translation.override(settings.LANGUAGE_CODE)
