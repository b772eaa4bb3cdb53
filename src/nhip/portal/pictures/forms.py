"""What an upload passes: looked at, not decoded; the worker does the rest."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from nhip.kit.guard.forms import GuardedForm

from .actions import PictureWords
from .choices import PictureState
from .models import Picture
from .rules import bared


class PictureField(WagtailImageField):
    """Takes what its first bytes say is a picture of a kind we show, of no more pixels than we decode."""

    def to_python(self, data: Any) -> "UploadedFile[bytes] | None":
        try:
            file: UploadedFile[bytes] | None = super().to_python(data)
            return file
        except ValidationError:
            raise
        except Exception as error:  # a broken picture makes its decoder raise anything
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error

    def check_image_file_format(self, f: Any) -> None:
        """Call no page or archive a drawing: Willow takes whatever it does not know for SVG."""
        if f.image.format_name == "svg" and not (f.name or "").lower().endswith(".svg"):
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image")
        super().check_image_file_format(f)

    def check_image_pixel_size(self, f: "UploadedFile[bytes]") -> None:
        """Ask its header how large it is; Wagtail decodes the whole picture for that."""
        with Image.open(f) as picture:
            pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
            picture.verify()
        f.seek(0)
        if pixels > self.max_image_pixels:
            said = {"num_pixels": pixels, "max_pixels_count": self.max_image_pixels}
            words = self.error_messages["file_too_many_pixels"] % said
            raise ValidationError(words, code="file_too_many_pixels")


class BarePictureField(PictureField):
    """Takes a picture's pixels alone, at once: for small pictures that are shown at once."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return what is left of the file."""
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        try:
            return SimpleUploadedFile(file.name or "", bared(file), file.content_type or "")
        except Exception as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error


class GuardedImageForm(GuardedForm, BaseImageForm):
    """What a picture's form is made from; a file's name is proposed as the title, as Wagtail does."""

    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])

    def save(self, commit: bool = True) -> Picture:
        """Keep what was typed; a new file waits for the worker, outside of what is public."""
        if "file" in self.changed_data:
            self.instance.state = PictureState.WAITING
            self.instance.set_focal_point(None)  # it was of the file before, or of none
        kept: Picture = super().save(commit=commit)
        return kept


class PictureWordsForm(GuardedForm, forms.ModelForm):  # type: ignore[type-arg]
    """One row of the page on which many pictures are described."""

    class Meta:
        model = Picture
        fields = ("title", "caption", "description", "is_decorative", "credit")
        labels = {
            "title": _("Title"),
            "caption": _("Caption"),
            "description": _("Description for those who cannot see it"),
            "is_decorative": _("Decorative picture"),
            "credit": _("Credit"),
        }
        help_texts = dict.fromkeys(("caption", "is_decorative", "credit"), "")

    def clean(self) -> dict[str, Any]:
        """Ask what is on it, or that it tells nothing."""
        said = super().clean()
        if not (said.get("description") or said.get("is_decorative")):
            self.add_error("description", _("Say what is on it, or tick “Decorative picture”."))
        return said

    @property
    def words(self) -> PictureWords:
        """Return what was said."""
        return PictureWords(**{name: self.cleaned_data[name] for name in self.Meta.fields})
