"""Where Wagtail finds this room's screens."""

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from .views import SCREENS


@hooks.register("register_admin_viewset")
def screens() -> list[ModelViewSet]:
    """Return the administrators' screens of appointments, posts and ranks."""
    return list(SCREENS)
