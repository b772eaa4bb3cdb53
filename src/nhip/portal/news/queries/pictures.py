"""Where pictures and files were put before the public."""

from wagtail.documents.models import Document

from nhip.organisation.journal.rules import Refused
from nhip.portal.pictures.models import Picture

from ..models import Version


class StillShown(Refused):
    """A public version shows this picture or file: it stays as it is."""


def shown_in(kept: Picture | Document) -> list[str]:
    """Return the titles of the articles of which a public version, today's or an earlier one, shows this."""
    if isinstance(kept, Picture):
        found = Version.objects.filter(content__pictures__has_key=str(kept.pk))
    else:
        found = Version.objects.filter(content__body__icontains=f"/tai-lieu/{kept.pk}/")
    return list(dict.fromkeys(found.order_by("page").values_list("page__title", flat=True)))
