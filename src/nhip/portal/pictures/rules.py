"""What pages use of a picture."""

from wagtail.images.models import Filter

RENDITIONS = tuple(Filter.expand_spec(["fill-{480x285,960x570}", "format-{avif,webp,jpeg}"]))
"""What is made of every picture: the widths the pages use, for every browser."""
THUMBNAILS = tuple(spec for spec in RENDITIONS if spec.startswith("fill-480x"))
"""What lists show of it."""
