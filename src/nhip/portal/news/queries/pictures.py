"""Where pictures and files were put before the public."""

from django.db.models import Q

from nhip.organisation.journal.rules import Refused
from nhip.portal.files.models import StoredFile
from nhip.portal.pictures.models import Picture

from ..models import Version


class StillShown(Refused):
    """A public version shows this picture or file: it stays as it is."""


def shown_in(kept: Picture | StoredFile) -> list[str]:
    """Return the titles of the articles of which a public version, today's or an earlier one, shows this."""
    if isinstance(kept, Picture):
        found = Version.objects.filter(content__pictures__has_key=str(kept.pk))
    else:
        named = Q(content__body__icontains=f"/tai-lieu/{kept.pk}/")
        found = Version.objects.filter(named | Q(content__files__has_key=str(kept.pk)))
    return list(dict.fromkeys(found.order_by("page").values_list("page__title", flat=True)))


def is_public(kept: StoredFile) -> bool:
    """Return whether an article that is public now has put this file before its readers."""
    shown = Version.objects.filter(page__live=True, content__files__has_key=str(kept.pk))
    return shown.exists()
