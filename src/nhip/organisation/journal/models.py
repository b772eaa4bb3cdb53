"""Who did what, when: rows that are only ever added, sealed into a chain after their transaction."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Immutable(TypeError):
    """Somebody tried to change or delete what is only ever added."""


class Entries(models.QuerySet["Entry"]):
    """Rows that can be read and added. The database refuses the rest as well, by triggers."""

    def update(self, **kwargs: Any) -> int:
        raise Immutable("journal entries are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Immutable("journal entries are never deleted")


class Entry(models.Model):
    """One act, as it is kept. Ids and keyed digests only: no personal text stands inside the chain.

    `sequence`, `sealed_at`, `previous` and `seal` stay empty until the sealer chains the committed
    row.
    """

    verb = models.CharField(_("doing"), max_length=64)
    about = models.CharField(_("kind of record"), max_length=64)
    about_id = models.CharField(_("record"), max_length=64)
    unit_id = models.BigIntegerField(_("unit"), null=True)
    unit_code = models.CharField(_("unit code"), max_length=32, blank=True)
    by_id = models.BigIntegerField(_("by"), null=True)
    at = models.DateTimeField(_("at"))
    digest = models.CharField(_("keyed digest of the detail"), max_length=64, blank=True)
    sequence = models.BigIntegerField(_("sequence"), null=True, unique=True, editable=False)
    sealed_at = models.DateTimeField(_("sealed at"), null=True, editable=False)
    previous = models.CharField(_("seal of the row before"), max_length=64, blank=True)
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    objects = Entries.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [
            models.Index(fields=["about", "about_id"], name="journal_about"),
            models.Index(fields=["at"], name="journal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about}:{self.about_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("journal entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable("journal entries are never deleted")

    def sealed_fields(self) -> dict[str, Any]:
        """Return what the seal is taken of, beside the seal before."""
        return {
            "id": self.pk,
            "verb": self.verb,
            "about": self.about,
            "about_id": self.about_id,
            "unit_id": self.unit_id,
            "unit_code": self.unit_code,
            "by_id": self.by_id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "digest": self.digest,
            "sequence": self.sequence,
            "sealed_at": self.sealed_at
            and self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }


class Detail(models.Model):
    """The words of an entry, beside the chain, which holds a keyed digest of them."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="detail", primary_key=True)
    said = models.JSONField(_("detail"), default=dict)
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("journal detail")
        verbose_name_plural = _("journal details")

    def __str__(self) -> str:
        return str(self.entry_id)
