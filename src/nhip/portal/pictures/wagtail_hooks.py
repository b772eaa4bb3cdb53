"""What Wagtail's library learns from this room: many files at once, pictures that wait for the worker."""

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from . import views

urls = [
    path("loi/", views.describe, name="describe"),
    path("<int:pk>/<str:spec>/", views.shown, name="shown"),
]


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[Any]:
    """Put our own pages among the editor's, behind its sign-in; one stands in the place of Wagtail's."""
    many = path("images/multiple/add/", views.add_many, name="pictures_add_many")
    return [path("anh/", include((urls, "pictures"))), many]


@hooks.register("insert_global_admin_js")
def looked_for() -> SafeString:
    """Have a picture appear once it is ready."""
    return format_html('<script type="module" src="{}"></script>', static("pictures/waiting.js"))
