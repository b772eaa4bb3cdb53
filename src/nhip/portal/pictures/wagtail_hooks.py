"""What Wagtail's library learns from this room: many files at once, pictures that wait for the worker."""

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks

from . import views

MOST_SENT = 60 * 1024 * 1024  # bytes: of more the front takes nothing

urls = [
    path("loi/", views.describe, name="describe"),
    path("<int:pk>/thu-lai/", views.retry, name="retry"),
    path("<int:pk>/<str:spec>/", views.shown, name="shown"),
]


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[Any]:
    """Put our own pages among the editor's, behind its sign-in; one stands in the place of Wagtail's."""
    many = path("images/multiple/add/", views.add_many, name="pictures_add_many")
    return [path("anh/", include((urls, "pictures"))), many]


@hooks.register("insert_global_admin_js")
def looked_for() -> SafeString:
    """Have a picture appear once it is ready, and a file that is far too large refused before it is sent."""
    return format_html(
        '<script type="module" src="{}"></script>'
        '<script type="module" src="{}" data-most="{}" data-words="{}"></script>',
        static("pictures/waiting.js"),
        static("pictures/weight.js"),
        MOST_SENT,
        _("This file is too large to be sent. Choose one of 10 MB at most."),
    )
