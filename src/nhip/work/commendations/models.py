"""Certificates given by a decision in the register."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import fold, write_days
from nhip.office.documents.models import Document
from nhip.office.records.models import Record, Records
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Unit

from .choices import Recipient


class Certificates(Records["Certificate"]):
    """Usage: `Certificate.objects.standing().reviewing_within(start, end)`."""

    def standing(self) -> Self:
        """Leave out what was struck, itself or with its decision."""
        return self.filter(struck_at=None, decision__struck_at=None)

    def reviewing_within(self, start_on: date, end_on: date) -> Self:
        """Keep certificates for a span that lies inside the window."""
        return self.filter(review_start_on__gte=start_on, review_end_on__lte=end_on)

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(unit__in=unit_ids(user, "commendations.see", on))


class Certificate(Record):
    """One line of a commendation decision. An individual is written by post, as the decision does."""

    decision = models.ForeignKey(Document, models.PROTECT, related_name="certificates")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="certificates")
    recipient = models.CharField(_("recipient"), max_length=12, choices=Recipient.choices)
    written_as = models.CharField(_("as written in the decision"), max_length=200)
    merit = models.CharField(_("for what"), max_length=300)
    given_on = models.DateField(_("given on"))
    review_start_on = models.DateField(_("first day of the reviewed span"))
    review_end_on = models.DateField(_("day after the last of the reviewed span"))

    objects = Certificates.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["decision_id", "recipient", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_end_on__gt=F("review_start_on")), name="reviewed_span_forward"
            )
        ]

    def __str__(self) -> str:
        return self.written_as

    @property
    def reviewed(self) -> str:
        """Return the reviewed span as people say it: "2017–2021"."""
        return write_days(self.review_start_on, self.review_end_on)

    @property
    def key(self) -> tuple[object, ...]:
        """Return what no second line of a decision may be equal in; words blind to marks and case."""
        span = self.review_start_on, self.review_end_on
        return self.decision_id, self.unit_id, self.recipient, fold(self.written_as), span
