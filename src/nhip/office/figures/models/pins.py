"""Pins: what a text cites, for ever, each value it cited, and whether the last still holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Unit

from ..choices import Basis, Format, PinState
from ..registry import Reference, Resolved, Verbs, deciders, formats_of, verbs_of
from ..rules import (
    YearOfFigure,
    can_be_kept,
    covers_alike,
    in_a_row,
    machine_value,
    read_years,
    state_of,
    write,
)
from .causes import Cause

if TYPE_CHECKING:
    from .decisions import Decision


class Question(models.Model):
    """What is counted, for whom, over which days, on which basis: the question a figure answers."""

    key = models.CharField(_("indicator"), max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("scope"))
    start_on = models.DateField(_("first day"))
    end_on = models.DateField(_("day after the last"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)

    class Meta:
        abstract = True

    @property
    def reference(self) -> Reference:
        """Return the question as sources are asked it."""
        return Reference(self.key, self.unit_id, self.start_on, self.end_on, self.basis)


class Pins(models.QuerySet["Pin"]):
    """Usage: `Pin.objects.held_by("news.article", page.pk)`."""

    def held_by(self, holder: str, holder_id: int) -> Self:
        """Keep the pins of one text."""
        return self.filter(holder=holder, holder_id=holder_id)

    def touching(self, keys: Collection[str], start_on: date, end_on: date) -> Self:
        """Keep pins on these indicators whose window overlaps the days."""
        return self.filter(key__in=keys, start_on__lt=end_on, end_on__gt=start_on)

    def in_text(self) -> Self:
        """Keep those that stand in their text, public or draft, unless that lies in a bin."""
        return self.filter(left_at=None, rests_at=None)

    def to_decide(self) -> Self:
        """Keep what no longer agrees with its source and waits for an editor."""
        return self.in_text().exclude(state=PinState.FRESH).filter(kept_at=None)

    def visible_to(self, user: User) -> Self:
        """Keep pins this user may decide about today: who decides goes by the kind of text."""
        theirs = Q(unit_id__in=unit_ids(user, Verbs().decide)) & ~Q(holder__in=deciders())
        for holder, verbs in deciders().items():
            if verbs.decided_by:
                theirs |= Q(holder=holder, holder_id__in=verbs.decided_by(user).values("pk"))
            else:
                theirs |= Q(holder=holder, unit_id__in=unit_ids(user, verbs.decide))
        return self.filter(theirs)


class CitedAnswer(models.Model):
    """A value and what readers are told of it; `amount` is scaled by `decimals`: 947 with 1 decimal is 94,7.

    Without an `amount` the text says that there is no value yet.
    """

    amount = models.BigIntegerField(_("pinned value"), null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    label = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("how it is counted"), blank=True)
    measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    coverage = models.CharField(_("n of N in words"), max_length=300, blank=True)
    parts = models.CharField(_("made of"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    years = models.TextField(_("year by year"), blank=True)

    class Meta:
        abstract = True

    @property
    def by_year(self) -> list[YearOfFigure]:
        """Return what it was in each year of its window; nothing where that was not told."""
        return read_years(self.years)

    @property
    def years_in_a_row(self) -> str:
        """Return the values of its years as they are written, without the years."""
        return in_a_row(self.by_year)


SEALED = [field.name for field in CitedAnswer._meta.local_fields]
"""What a pin, each value it cited and a source's answer have in common."""

CITED = [name for name in SEALED if name != "years"]
"""The same as before years were told: versions without them are sealed, and none is added to those."""

TOLD = ("label", "definition", "measure", "coverage", "parts", "years")
"""What readers are told beside the amount: a difference in any of them is a change.

Years only where they were told: what was bound or let out without them says nothing else by that.
"""


@dataclass(frozen=True)
class Comparison:
    """How a pin stands to what its source says: the amount and what else is told, where they differ."""

    state: PinState
    amount: int | None
    words: dict[str, str]

    @property
    def agrees(self) -> bool:
        """Return whether nothing differs."""
        return self.state == PinState.FRESH


@dataclass(frozen=True)
class Difference:
    """One thing that a text says otherwise than its source does by now."""

    name: str
    old: str
    new: str
    is_beside: bool = True  # not the value itself


class Pin(Question, CitedAnswer):
    """What one text cites of one question, from the first time to for ever.

    The value and what the reader is told of it are kept as they were at `pinned_at`; only an editor's
    decision changes them, and each that stood is a `CitedValue`. Its places in versions of the text come and
    go: while it stands in none, `left_at` says since when. `format` is how it is written where a place does
    not say.
    """

    holder = models.CharField(_("kind of text"), max_length=40)
    holder_id = models.BigIntegerField(_("text"))
    format = models.CharField(
        _("format"), max_length=16, choices=Format.choices, default=Format.PLAIN
    )
    window = models.CharField(_("window in words"), max_length=80)
    pinned_at = models.DateTimeField(_("pinned at"))
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("pinned by")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=PinState.choices, default=PinState.FRESH
    )
    new_amount = models.BigIntegerField(_("value now"), null=True, blank=True)
    new_words = models.JSONField(_("what is told beside it now"), default=dict, blank=True)
    last_cause = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cause")
    )
    kept_at = models.DateTimeField(_("kept in spite of the change at"), null=True, blank=True)
    left_at = models.DateTimeField(_("out of the text since"), null=True, blank=True)
    rests_at = models.DateTimeField(_("its text in the bin since"), null=True, blank=True)
    amount_alone = models.BooleanField(
        _("told without words"),
        default=False,
        help_text=_("A comparison with the year before, of which the text says the amount alone"),
    )
    last_answer = models.JSONField(
        null=True,
        editable=False,
        help_text="`Resolved` as last compared; empty where no source answered; NULL: not known",
    )
    compared = models.PositiveIntegerField(
        default=0, editable=False, help_text="Whoever compared an older one yields"
    )

    objects = Pins.as_manager()

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("pins")
        indexes = [
            models.Index(fields=["holder", "holder_id"], name="pin_holder"),
            models.Index(fields=["key", "unit"], name="pin_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "holder_id", "key", "unit", "start_on", "end_on", "basis"],
                name="one_pin_a_question",
            ),
            models.CheckConstraint(
                condition=Q(end_on__gt=F("start_on")), name="pin_window_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.window})"

    @property
    def called(self) -> str:
        """Return its name as notes about it say it."""
        if self.amount_alone:
            return str(_("%(label)s, a year before")) % {"label": self.label}
        return self.label

    @property
    def agrees(self) -> bool:
        """Return whether its source says what the text says."""
        return self.state == PinState.FRESH

    @property
    def is_settled(self) -> bool:
        """Return whether nothing about it waits for an editor: it agrees, or was kept in spite."""
        return self.agrees or self.kept_at is not None

    @property
    def written(self) -> str:
        """Return the pinned value as the text has it."""
        return self.write(self.amount)

    @property
    def written_now(self) -> str:
        """Return what the source says now, or a dash when it says nothing."""
        return self.write(self.new_amount)

    @property
    def exact_now(self) -> str:
        """Return what the source says now, exactly where the text's wording would say the same as before."""
        is_hidden = self.new_amount != self.amount and self.written == self.written_now
        return self.write(self.new_amount, Format.PLAIN if is_hidden else "")

    def write(self, amount: int | None, format: str = "") -> str:
        """Write any value of this figure as the text would have it, or one place in it; a dash for none."""
        return write(amount, self.decimals, format or self.format)

    def words_change(self, old: int | None, new: int | None) -> bool:
        """Return whether one amount reads otherwise than another anywhere in the text, in its format there."""
        if old == new:
            return False
        if self.write(old) != self.write(new):
            return True
        formats = formats_of(self.holder, self.holder_id).get(self.pk, ())
        return any(self.write(old, each) != self.write(new, each) for each in formats)

    @property
    def reads_otherwise(self) -> bool:
        """Return whether taking what its source says changes words of the text."""
        return self.state == PinState.CHANGED and self.words_change(self.amount, self.new_amount)

    @property
    def comparison(self) -> Comparison:
        """Return how it was last found to stand to its source."""
        return Comparison(PinState(self.state), self.new_amount, self.new_words)

    @property
    def heard(self) -> Resolved | None:
        """Return what its source said when it was last compared; None where none answered."""
        return Resolved(**self.last_answer) if self.last_answer else None

    def beside(self, now: Resolved | None) -> Comparison:
        """Return how it stands to what its source says; see `_is_lost`."""
        if now is None or self._is_lost(now):
            return Comparison(PinState.BROKEN, None, {})
        state = state_of(self.amount, now.amount)
        if state == PinState.BROKEN:
            return Comparison(state, None, {})
        told = {} if self.amount_alone else {name: getattr(now, name) for name in TOLD}
        words = {name: said for name, said in told.items() if said != getattr(self, name)}
        if covers_alike(self.coverage, now.coverage, has_n=now.of_n is not None):
            words.pop("coverage", None)
        if not self.years:
            words.pop("years", None)
        if state == PinState.FRESH and not words:
            return Comparison(state, None, {})
        return Comparison(PinState.CHANGED, now.amount, words)

    def _is_lost(self, now: Resolved) -> bool:
        """Return whether no text can say this value.

        It counts in another scale by now, is too large to keep, or for the public counts too few people: then
        nobody is told how many either.
        """
        scale = now.amount is not None and now.decimals != self.decimals
        hidden = now.is_withheld and verbs_of(self.holder).for_public
        return scale or hidden or not can_be_kept(now.amount)

    @property
    def seen_key(self) -> str:
        """Return a short name of what its source was last found to say: a decision names what it saw."""
        said = [self.amount, self.new_amount, sorted(self.new_words.items())]
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def differences(self) -> list[Difference]:
        """Return what the text says otherwise than its source: exact values where the words are alike."""
        found = []
        if self.new_amount is not None and self.new_amount != self.amount:
            old, new = self.written, self.written_now
            if old == new:
                old, new = (
                    self.write(each, Format.PLAIN) for each in (self.amount, self.new_amount)
                )
            found.append(Difference(str(_("Value")), old, new, is_beside=old == self.written_now))
        for field in CitedAnswer._meta.local_fields:
            if (name := field.name) in self.new_words:
                words = str(field.verbose_name)
                found.append(Difference(words, getattr(self, name), self.new_words[name]))
        return found

    @property
    def machine_value(self) -> str:
        """Return the pinned value for `<data value>`; "" for none."""
        return "" if self.amount is None else machine_value(self.amount, self.decimals)

    @property
    def anchor(self) -> str:
        """Return the id of its explanation on a page: "f-12"."""
        return f"f-{self.pk}"

    @property
    def corrections(self) -> list[Decision]:
        """Return what readers are told was corrected; prefetch `decisions` for many pins."""
        return [each for each in self.decisions.all() if each.is_told]
