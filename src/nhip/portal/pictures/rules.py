"""What pages use of a picture, and what is left of an upload."""

import re
from io import BytesIO
from pathlib import PurePath
from typing import IO

from PIL import Image, ImageOps
from wagtail.images.models import Filter

KINDS = "format-{avif,webp,jpeg}"
WHOLE = tuple(Filter.expand_spec(["width-{480,960}", KINDS]))
"""A picture as it is: the widths the pages use, for every browser."""
CUT = tuple(Filter.expand_spec(["fill-{480x285,960x570}", KINDS]))
"""The same cut to one shape around what matters in it: for lists alone."""
LARGE = "max-1920x1920|format-webp"
"""What a photo leads to."""
RENDITIONS = (*WHOLE, LARGE, *CUT)
"""What is made of every picture, what is missed most first."""
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


def is_bare(file: IO[bytes]) -> bool:
    """Return whether a picture bears none of what a camera or a program wrote beside its pixels."""
    with Image.open(file) as picture:
        return not (picture.getexif() or picture.info.keys() & {"xmp", "XML:com.adobe.xmp"})


def shape_of(width: int, height: int) -> str:
    """Return whether a picture is "tall", or "wide" as a panorama is; "" for what is usual."""
    if height > width:
        return "tall"
    return "wide" if width >= 2 * height else ""


def title_of(file_name: str) -> str:
    """Return the title a file's name proposes."""
    return re.sub(r"[\W_]+", " ", PurePath(file_name).stem).strip()[:255] or file_name[:255]
