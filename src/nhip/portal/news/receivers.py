"""Which lists change with an article (the page itself is delivery's), and what stays because it was shown."""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.signals import page_published, page_unpublished, post_page_move

from nhip.office.figures.models import Pin
from nhip.office.figures.signals import sample_called
from nhip.portal.delivery.actions import purge
from nhip.portal.files.models import StoredFile
from nhip.portal.pictures.models import Picture

from .models import ArticlePage, Findable
from .queries import lists_of
from .queries.pictures import StillShown, shown_in

READ = {"title", "kicker", "lead", "body", "shown_at", "live"}
"""The fields of an article by which it is found."""


@receiver([page_published, page_unpublished], sender=ArticlePage)
def listed_anew(instance: ArticlePage, **ignored: Any) -> None:
    """Have the lists it stands in, or stood in, made anew."""
    purge(*lists_of(instance))


@receiver(post_save, sender=ArticlePage)
def found_anew(
    instance: ArticlePage,
    update_fields: Collection[str] | None = None,
    raw: bool = False,
    **ignored: Any,
) -> None:
    """Let readers find what they may read, and nothing else: what is saved as a draft bears other words.

    What is written raw, among many, brings its words itself.
    """
    if raw:
        return
    if update_fields is not None:
        if not READ & set(update_fields):
            return
        instance = ArticlePage.objects.get(pk=instance.pk)
    Findable.objects.filter(page=instance).delete()
    if instance.live:
        Findable.of(instance).save(force_insert=True)


@receiver(post_delete, sender=ArticlePage)
def deleted(instance: ArticlePage, **ignored: Any) -> None:
    """Take it off the lists; a draft stands in none."""
    if instance.live:
        listed_anew(instance)


@receiver(post_page_move, sender=ArticlePage)
def moved(instance: ArticlePage, parent_page_before: Any, **ignored: Any) -> None:
    """Have all lists made anew that show its address; a draft stands in none."""
    if instance.live:
        page = ArticlePage.objects.get(pk=instance.pk)
        purge(f"section:{parent_page_before.pk}", *lists_of(page))


@receiver(sample_called, sender=Pin)
def sample_mark_moved(pins: list[Pin], **ignored: Any) -> None:
    """Have every page made anew that shows a figure called invented, or no longer."""
    purge(*(f"pin:{pin.pk}" for pin in pins))


@receiver(pre_delete, sender=Picture)
@receiver(pre_delete, sender=StoredFile)
def kept_while_shown(instance: Picture | StoredFile, **ignored: Any) -> None:
    """Refuse to delete what a public version shows, through whichever door. Raises StillShown."""
    if pages := shown_in(instance):
        words = _("This stands in what was public and is not deleted: %(pages)s.")
        raise StillShown(words % {"pages": "; ".join(pages)})


@receiver(pre_save, sender=Picture)
@receiver(pre_save, sender=StoredFile)
def same_file_while_shown(instance: Picture | StoredFile, **ignored: Any) -> None:
    """Refuse another file for what a public version shows. Raises StillShown."""
    is_new_file = bool(instance.file) and not getattr(instance.file, "_committed", True)
    if instance.pk and is_new_file and (pages := shown_in(instance)):
        words = _("This stands in what was public and keeps its file: %(pages)s. Add a new one.")
        raise StillShown(words % {"pages": "; ".join(pages)})
