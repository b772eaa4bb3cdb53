"""What Wagtail's library learns from this room: pictures that wait for the worker."""

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from . import views

urls = [path("<int:pk>/<str:spec>/", views.shown, name="shown")]


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Put our own pages among the editor's, behind its sign-in."""
    return [path("anh/", include((urls, "pictures")))]


@hooks.register("insert_global_admin_js")
def looked_for() -> SafeString:
    """Have a picture appear once it is ready."""
    return format_html('<script type="module" src="{}"></script>', static("pictures/waiting.js"))
