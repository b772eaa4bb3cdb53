"""Who did what, when: rows that are only ever added, sealed into a chain after their transaction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One doing. Ids and keyed digests only: no personal text stands inside the chain.

    `sequence`, `previous` and `seal` stay empty until the sealer chains the committed row.
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
    previous = models.CharField(_("seal of the row before"), max_length=64, blank=True)
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["about", "about_id"], name="journal_about")]

    def __str__(self) -> str:
        return f"{self.verb} {self.about}:{self.about_id}"


class Detail(models.Model):
    """The words of an entry, beside the chain: erasing them leaves the chain whole."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="detail", primary_key=True)
    said = models.JSONField(_("detail"), default=dict)
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("journal detail")
        verbose_name_plural = _("journal details")

    def __str__(self) -> str:
        return str(self.entry_id)


def acting_user_field(**options: object) -> models.ForeignKey:  # type: ignore[type-arg]
    """Return a foreign key to who did it: kept when the account is closed."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **options)
