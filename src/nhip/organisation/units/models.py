"""The tree of bodies and the lines beside it, through time; the organs that issue papers."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_day

from .choices import EventKind, Layout, OrganKind, Restart
from .rules import WHOLE, Place, check_place

Row = TypeVar("Row", bound=models.Model)


class Spans(models.QuerySet[Row]):
    """Half-open spans of days; an empty end means "still"."""

    def on(self, day: date) -> Self:
        """Keep what holds on a day: `UnitSpan.objects.on(day)`."""
        return self.filter(Q(end_on=None) | Q(end_on__gt=day), start_on__lte=day)


def new_stamp() -> int:
    """Return a number no change of a row has had before; 40 bits, so that sums of many rows fit."""
    return secrets.randbits(40)


class StampedRows(models.QuerySet[Row]):
    """Rows whose every change leaves a new stamp."""

    def update(self, **kwargs: Any) -> int:
        return super().update(**{"stamp": new_stamp(), **kwargs})


class Stamped(models.Model):
    """What the tree is made of. The sum of all stamps tells a kept tree whether it is still true."""

    stamp = models.BigIntegerField(default=new_stamp, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.stamp = new_stamp()
        if update_fields is not None:
            update_fields = {*update_fields, "stamp"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Unit(Stamped):
    """A body that plans and reports. Its name and place are dated (`UnitSpan`); it is never deleted."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(
        _("name today"), max_length=200, help_text=_("Kept equal to the name it bears on this day")
    )
    sort_order = models.PositiveIntegerField(_("order among its siblings"), default=0)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    objects = StampedRows["Unit"].as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.name


class UnitSpanRows(Spans["UnitSpan"], StampedRows["UnitSpan"]):  # type: ignore[override]
    """Names and places of units through time."""


class UnitSpan(Stamped):
    """What a unit was called and under whom it stood, from a day until another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="spans")
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="child_spans"
    )
    level = models.PositiveSmallIntegerField(_("level, the root being 1"))
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = UnitSpanRows.as_manager()

    class Meta:
        verbose_name = _("unit through time")
        verbose_name_plural = _("units through time")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gt=F("start_on")), name="span_runs_forward"
            ),
            models.UniqueConstraint(fields=["unit", "start_on"], name="one_span_a_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(end_on=None), name="one_span_still"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise Overlapping or Circular when this place cannot stand among the others."""
        check_place(_place(self), [_place(span) for span in UnitSpan.objects.exclude(pk=self.pk)])


class LevelName(models.Model):
    """What this organisation calls a level of its tree: the root's is number 1."""

    number = models.PositiveSmallIntegerField(_("level, the root being 1"), unique=True)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("name of a level")
        verbose_name_plural = _("names of levels")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class UnitEvent(models.Model):
    """What a decision did to units on a day. `unit` is the one set up, changed, or made by it."""

    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events", verbose_name=_("unit"))
    on = models.DateField(_("from"))
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    decision_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decision_url = models.CharField(_("where the decision stands"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("change of units")
        verbose_name_plural = _("changes of units")
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["on"], name="unit_event_on")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.unit}"

    @property
    def words(self) -> str:
        """Say it in one sentence, as the reason for what it brought about."""
        said = {"day": write_day(self.on), "what": self}
        if not self.decision_number:
            return gettext("The unit closed on %(day)s (%(what)s).") % said
        words = gettext("The unit closed on %(day)s (%(what)s) by decision %(number)s.")
        return words % {**said, "number": self.decision_number}

    def words_of_heir(self, heir: str) -> str:
        """Say in a few words that a unit closed by it, and who stands for that unit now."""
        by = [self.get_kind_display()] + [each for each in [self.decision_number] if each]
        said = {"day": write_day(self.on), "by": ", ".join(by), "heir": heir}
        return gettext("closed from %(day)s (%(by)s), taken over by %(heir)s") % said


class Succession(models.Model):
    """Where a closed unit's values belong since then; the weights of one unit make one whole."""

    event = models.ForeignKey(UnitEvent, models.PROTECT, related_name="successions")
    source = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    heir = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances")
    weight = models.PositiveSmallIntegerField(_("weight, in ten-thousandths"), default=WHOLE)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=WHOLE), name="weight_is_a_share"
            ),
            models.UniqueConstraint(fields=["source", "heir"], name="one_succession"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.heir}"


class Line(models.Model):
    """A named line beside the tree: a functional line, a mass organisation."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")

    def __str__(self) -> str:
        return self.name


class LineSpan(models.Model):
    """A unit's parent on a line, from a day until another: a second parent beside the tree's."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="spans")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="line_spans")
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="line_child_spans"
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = Spans["LineSpan"].as_manager()

    class Meta:
        verbose_name = _("place on a line")
        verbose_name_plural = _("places on lines")
        constraints = [
            models.UniqueConstraint(
                fields=["line", "unit", "start_on"], name="one_line_span_a_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.unit}"

    def clean(self) -> None:
        """Raise Overlapping or Circular when this place cannot stand among the line's others."""
        others = LineSpan.objects.filter(line=self.line_id).exclude(pk=self.pk)
        check_place(_place(self), [_place(span) for span in others])


def _place(span: UnitSpan | LineSpan) -> Place:
    return Place(span.unit_id, span.parent_id, span.start_on, span.end_on)


class Organ(models.Model):
    """An issuing organ of a unit: papers, programmes and conferences are issued by it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="organs", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=12, choices=OrganKind.choices)
    name = models.CharField(_("name"), max_length=200)
    layout = models.CharField(_("layout family"), max_length=12, choices=Layout.choices)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = Spans["Organ"].as_manager()

    class Meta:
        verbose_name = _("issuing organ")
        verbose_name_plural = _("issuing organs")
        ordering = ["unit_id", "kind"]

    def __str__(self) -> str:
        return self.name


class Signer(models.Model):
    """Who may sign for an organ, by post, and in which capacity (T/M, K/T, TL.)."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="signers")
    post = models.CharField(_("post"), max_length=120)
    capacity = models.CharField(_("capacity"), max_length=20, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = Spans["Signer"].as_manager()

    class Meta:
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.post


class NumberSeries(models.Model):
    """A run of numbers an organ gives to one kind of paper. "Monthly programme of the committee"."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="series")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind of paper"), max_length=16)
    sign = models.CharField(
        _("sign"), max_length=40, help_text=_('What follows the number: "CTr-BCH"')
    )
    restarts = models.CharField(_("begins again"), max_length=8, choices=Restart.choices)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = Spans["NumberSeries"].as_manager()

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="one_series_a_code")]

    def __str__(self) -> str:
        return self.name
