"""The editor's forms refuse classification marks at the field."""

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.images.forms import BaseImageForm

from nhip.kit.guard.forms import GuardedForm


class GuardedPageForm(GuardedForm, WagtailAdminPageForm):
    """What a page's form is made from."""


class GuardedImageForm(GuardedForm, BaseImageForm):
    """What a picture's form is made from."""
