"""Plans units hand up for appraisal. Issued directives, plans and programmes stand in the register."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhip.office.records.models import Kind, Record, Records
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Organ, Unit


class PlanKind(Kind):
    """A kind of plan that units hand up: two in every installation, more where an office adds them."""

    code = models.SlugField(_("code"), max_length=24, unique=True)
    name = models.CharField(
        _("name"), max_length=120, help_text=_("As it stands within a sentence: “yearly plan”")
    )

    class Meta:
        verbose_name = _("kind of plan")
        verbose_name_plural = _("kinds of plan")
        ordering = ["sort_order", "pk"]


class UnitPlans(Records["UnitPlan"]):
    """Usage: `UnitPlan.objects.standing().appraised_between(start, end)`."""

    def appraised_between(self, start_on: date, end_on: date) -> Self:
        """Keep plans appraised from `start_on` up to, not including, `end_on`."""
        return self.filter(appraised_on__gte=start_on, appraised_on__lt=end_on)

    def waiting(self) -> Self:
        """Keep standing plans that nobody has appraised yet."""
        return self.standing().filter(appraised_on=None)

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(unit__in=unit_ids(user, "plans.see", on))


class UnitPlan(Record):
    """A unit's plan, received and appraised by an organ above it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    kind = models.ForeignKey(
        PlanKind,
        models.PROTECT,
        to_field="code",
        db_column="kind",
        related_name="plans",
        verbose_name=_("kind"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    received_on = models.DateField(_("received on"))
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="appraised_plans", verbose_name=_("appraised by")
    )
    appraised_on = models.DateField(_("appraised on"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    objects = UnitPlans.as_manager()

    class Meta:
        verbose_name = _("unit plan")
        verbose_name_plural = _("unit plans")
        ordering = ["-year", "unit_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"], condition=Q(struck_at=None), name="one_plan_a_year"
            )
        ]

    def __str__(self) -> str:
        return self.title
