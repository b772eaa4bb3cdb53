"""Pictures and files of the library, as the worker leaves an upload."""

from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Drawing

from nhip.portal.files.models import StoredFile
from nhip.portal.pictures.choices import PictureState
from nhip.portal.pictures.models import Picture


@cache
def drawn(name: str = "a.png", size: tuple[int, int] = (40, 30)) -> bytes:
    content = BytesIO()
    Drawing.new("RGB", size, "gray").save(content, name.rpartition(".")[2])
    return content.getvalue()


def picture(title: str, name: str = "a.png", size: tuple[int, int] = (40, 30)) -> Picture:
    file = ImageFile(BytesIO(drawn(name, size)), name=name)
    image = Picture(title=title, file=file, state=PictureState.READY)
    image._set_image_file_metadata()  # as an upload does: else the first look writes the size
    image.save()
    return image


def document() -> StoredFile:
    made = StoredFile(title="Tệp", file=ContentFile(b"%PDF-1.7", name="a.pdf"))
    made._set_document_file_metadata()
    made.save()
    return made
