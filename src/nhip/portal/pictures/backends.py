"""Where files of pictures lie: what was bared among what is public, an upload outside of it until then.

Nothing here decodes a picture: requests pass through it.
"""

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

INCOMING = "incoming/"
"""What the names of uploads begin with that nobody has bared yet."""


@deconstructible(path="nhip.portal.pictures.backends.PictureStorage")
class PictureStorage(FileSystemStorage):
    """Keeps pictures; one that still holds what its camera wrote into it has no address."""

    @property
    def _outside(self) -> FileSystemStorage:
        return FileSystemStorage(location=settings.INCOMING_ROOT)

    def path(self, name: str) -> str:
        """Return where a file lies."""
        if name.startswith(INCOMING):
            return self._outside.path(name.removeprefix(INCOMING))
        return super().path(name)

    def url(self, name: str | None) -> str:
        """Return the address of a file, "" of one that has none."""
        return "" if name and name.startswith(INCOMING) else super().url(name)

    def _save(self, name: str, content: Any) -> str:
        if name.startswith(INCOMING):
            outside: Any = self._outside
            return f"{INCOMING}{outside._save(name.removeprefix(INCOMING), content)}"
        kept: str = super()._save(name, content)  # type: ignore[misc]
        return kept


class PictureFile(WagtailImageFieldFile):
    """A picture's file, which is not decoded to learn how large it is."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height as the header says them."""
        was_closed = self.closed
        self.open()
        try:
            with Image.open(self) as picture:
                return picture.size
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureFileField(WagtailImageField):
    """The column of a picture's file."""

    attr_class = PictureFile
