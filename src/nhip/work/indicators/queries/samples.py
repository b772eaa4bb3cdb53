"""Whether anything here counts what is invented."""

from django.conf import settings

from ..models import Indicator


def has_samples() -> bool:
    """Return whether this is a demonstration, or some indicator is called invented: a real office has none."""
    return settings.IS_DEMO or Indicator.objects.filter(is_sample=True).exists()
