"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def display(request: HttpRequest) -> dict[str, object]:
    """Return what the base templates ask: is this the demonstration."""
    return {"is_demo": settings.IS_DEMO}
