"""What changes of units mean for citations: who counts into whom may be another question now."""

from datetime import date
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.units.choices import EventKind
from nhip.organisation.units.models import UnitEvent

from .actions import note_moves
from .registry import Event, Move


@receiver(post_save, sender=UnitEvent)
def units_changed(instance: UnitEvent, created: bool, **ignored: Any) -> None:
    """Note that every window that reaches past the day may be counted otherwise; a new unit has nothing yet."""
    if not created or instance.kind == EventKind.CREATED:
        return
    with office_words():
        words = _("Units changed: %(what)s.") % {"what": instance}
    event = Event(words, instance.at, by=instance.by)
    note_moves([Move([], None, instance.on, date.max, event)])
