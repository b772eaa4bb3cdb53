"""Files beside a section of a report."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.work.duties.models import checked_by
from nhip.work.forms.choices import FileKind
from nhip.work.forms.models import Section

from .reports import Report
from .revisions import Revision


class Attachments(models.QuerySet["Attachment"]):
    """Usage: `get_object_or_404(Attachment.objects.visible_to(user, on, filled), pk=pk)`."""

    def visible_to(self, user: User, on: date, filled: Collection[int]) -> Self:
        """Keep what was handed in by the units the user sees, and the drafts of those one fills in for."""
        fills = Q(report__unit__in=filled)
        handed_in = Exists(Revision.objects.filter(attachments=OuterRef("pk")))
        its = Q(report__unit__in=unit_ids(user, "reports.see", on))
        seen = its | checked_by(user, on, "report__obligation__")
        return self.filter(fills | Q(handed_in) & seen).select_related("report", "section")


class Attachment(models.Model):
    """A file beside a section of a report, kept under the digest of what it says.

    Each revision keeps those it was handed in with; taking one out of the draft leaves them there.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="attachments")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    revisions = models.ManyToManyField(Revision, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=4, choices=FileKind.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    is_in_draft = models.BooleanField(_("in the draft"), default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    objects = Attachments.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["section__number", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Return where it lies: outside what the front server hands out."""
        return Path(settings.ATTACHMENTS_ROOT, self.digest[:2], self.digest)
