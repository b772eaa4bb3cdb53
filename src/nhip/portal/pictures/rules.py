"""What pages use of a picture, and what is left of an upload."""

import re
from io import BytesIO
from pathlib import PurePath
from typing import IO

from PIL import Image, ImageOps
from wagtail.images.models import Filter

RENDITIONS = tuple(Filter.expand_spec(["fill-{480x285,960x570}", "format-{avif,webp,jpeg}"]))
"""What is made of every picture: the widths the pages use, for every browser."""
THUMBNAILS = tuple(spec for spec in RENDITIONS if spec.startswith("fill-480x"))
"""What lists show of it."""
FOR_EDITORS = ("max-165x165", "max-800x600")
"""What Wagtail's own screens show of a picture."""
SHOWN = ("transparency", "background")  # what of a picture's notes is needed to show it


def bared(file: IO[bytes]) -> bytes:
    """Return a picture upright and with its pixels alone: where, when and by whom it was taken stays outside.

    A broken picture makes its decoder raise anything.
    """
    with Image.open(file) as picture:
        upright = ImageOps.exif_transpose(picture)
        profile = picture.info.get("icc_profile")
        upright.info = {name: picture.info[name] for name in SHOWN if name in picture.info}
        content = BytesIO()
        upright.save(content, picture.format, quality=92, icc_profile=profile)
    return content.getvalue()


def title_of(file_name: str) -> str:
    """Return the title a file's name proposes."""
    return re.sub(r"[\W_]+", " ", PurePath(file_name).stem).strip()[:255] or file_name[:255]
