"""What the worker runs."""

from nhip.portal.site.models import BasePage

from . import actions


def warm(page_id: int) -> None:
    """Have a page that was published lie ready, unless it is gone by now."""
    if page := BasePage.objects.live().filter(pk=page_id).first():
        actions.warm(page)
