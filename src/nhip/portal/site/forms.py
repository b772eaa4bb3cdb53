"""The editor's forms refuse classification marks at the field, and take no more of a logo than it shows."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from nhip.kit.guard.forms import GuardedForm, refuse_marked
from nhip.kit.text.rules import fold, plain_address

from .models import free_address

MARKED = {
    plain: "".join(filter(lambda letter: fold(letter) == plain, map(chr, range(0xC0, 0x1EFA))))
    for plain in "adeiouy"
}  # the letters that stand in an address as a plain one


class GuardedPageForm(GuardedForm, WagtailAdminPageForm):
    """What a page's form is made from; an address as it was typed is turned into one that can stand."""

    slug = forms.CharField(
        label=_("Address"),
        help_text=_("Plain letters, figures and hyphens; empty, it is made of the title."),
        required=False,
        max_length=255,
        widget=SlugInput(formatters=[(f"[{some}]", plain) for plain, some in MARKED.items()]),
    )

    def clean_title(self) -> str:
        """Let a headline stand on one line, however it was pasted; marks are looked for before."""
        said: str = self.cleaned_data["title"]
        refuse_marked(said)
        return " ".join(said.split())

    def clean_slug(self) -> str:
        """Return the address as the page will have it, so that nobody is refused for another's."""
        typed = plain_address(self.cleaned_data["slug"], 200)
        stem = typed or plain_address(self.cleaned_data.get("title", ""))
        return free_address(stem, self.parent_page, self.instance)


MAX_LOGO = 2 * 1024 * 1024
LOGO_SIDE = 512  # pixels: sharp at every size a page shows it
LOGO_KINDS = ("PNG", "JPEG", "WEBP")
MAX_SIDE = 6000


class LogoField(forms.FileField):
    """Takes a picture from outside and hands on a PNG of our own making: its pixels, nothing else."""

    widget = forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"})

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        """Return the bytes of a PNG; an SVG is a programme, not a picture, and is refused."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > MAX_LOGO:
            raise ValidationError(_("The picture is larger than 2 MB. Choose a smaller one."))
        try:
            with Image.open(file, formats=LOGO_KINDS) as picture:
                if max(picture.size) > MAX_SIDE:
                    words = _("The picture is wider or higher than 6.000 pixels.")
                    raise ValidationError(words)
                drawn = ImageOps.exif_transpose(picture).convert("RGBA")
        except ValidationError:
            raise
        except Exception as error:  # a broken picture makes its decoder raise anything
            words = _("This is no picture we can read. Choose a PNG, JPEG or WebP file.")
            raise ValidationError(words) from error
        drawn.thumbnail((LOGO_SIDE, LOGO_SIDE))
        drawn.info = {}
        content = BytesIO()
        drawn.save(content, "PNG", optimize=True)
        return content.getvalue()


class SettingsForm(GuardedForm, WagtailAdminModelForm):
    """What the form of the site's settings is made from; without a new logo the old one stays."""

    logo = LogoField(label=_("logo"), required=False, help_text=_("PNG, JPEG or WebP up to 2 MB"))

    def clean_logo(self) -> ContentFile[bytes] | None:
        """Return the picture as a file to keep."""
        drawn: bytes | None = self.cleaned_data["logo"]
        return ContentFile(drawn, "logo.png") if drawn else None
