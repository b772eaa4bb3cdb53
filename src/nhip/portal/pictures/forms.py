"""What an upload to the library passes."""

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from nhip.kit.guard.forms import GuardedForm
from nhip.portal.site.forms import PictureField


class GuardedImageForm(GuardedForm, BaseImageForm):
    """What a picture's form is made from; a file's name is proposed as the title, as Wagtail does."""

    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
