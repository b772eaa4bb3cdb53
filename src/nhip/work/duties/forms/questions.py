"""What is asked at once: the words, the figures with their measures, of whom, by when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField, HourField
from nhip.kit.text.rules import write_figure
from nhip.organisation.periods.rules import Due, Span, today
from nhip.organisation.units.forms import UnitsField
from nhip.organisation.units.models import Organ, Unit

from ..actions import AskedFigure, Inquiry
from .grants import NOT_TOO_FAR

FIGURES = 5
FOUR = time(16)  # when an office day ends
DECIMALS = [(0, _("whole number")), (1, _("one decimal")), (2, _("two decimals"))]


class QuestionForm(forms.Form):
    """A question to units below, answered today if need be; no figure named, it asks for words."""

    organ = forms.ModelChoiceField(label=_("Asked by"), queryset=Organ.objects.none())
    title = GuardedCharField(
        label=_("What is asked"),
        help_text=_("It is what the units read: Xe hỏng sau bão số 4"),
        max_length=200,
    )
    due_on = DayField(label=_("Due on"), validators=[NOT_TOO_FAR])
    hour = HourField(
        label=_("Hour of the day"),
        help_text=_("Empty: by the end of the day; 16:00 or 16h30"),
        required=False,
    )
    whom = forms.ChoiceField(label=_("Asked of"), widget=forms.RadioSelect)
    units = UnitsField(
        label=_("Units"),
        queryset=Unit.objects.none(),
        required=False,
    )
    needs_chief = forms.BooleanField(
        label=_("The unit's chief lets the answer leave"), required=False
    )
    start_on = DayField(label=_("First day"), validators=[NOT_TOO_FAR])
    last_on = DayField(label=_("Last day"), validators=[NOT_TOO_FAR])

    def __init__(
        self,
        posted: QueryDict | None,
        *,
        own: Collection[int],
        direct: Sequence[Unit],
        below: Sequence[Unit],
        defines: bool,
        at: datetime,
    ) -> None:
        on, now = today(at), timezone.localtime(at, timezone.get_default_timezone()).time()
        hour = FOUR if now < FOUR.replace(hour=15) else None
        said = {"due_on": on, "hour": hour, "whom": "direct", "start_on": on, "last_on": on}
        self.of = {"direct": direct, "all": below}
        super().__init__(posted, initial=said)
        self.numbers = range(1, FIGURES + 1) if defines else range(0)
        self._ask_organ(own)
        for number in self.numbers:
            self._ask_figure(number)
        cast("forms.ChoiceField", self.fields["whom"]).choices = self._whom()
        units = cast("forms.ModelMultipleChoiceField[Unit]", self.fields["units"])
        units.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in below])

    def _ask_organ(self, own: Collection[int]) -> None:
        field = cast("forms.ModelChoiceField[Organ]", self.fields["organ"])
        field.queryset = Organ.objects.filter(unit__in=own)
        field.to_field_name = "id"  # `pk` lets numbers pass that SQLite cannot hold
        organs = list(field.queryset[:2])
        field.initial = organs[0] if organs else None
        if len(organs) < 2:
            field.widget = forms.HiddenInput()

    def _ask_figure(self, number: int) -> None:
        words = _("What is counted")
        self.fields[f"words_{number}"] = GuardedCharField(
            label=words, max_length=200, required=False
        )
        self.fields[f"measure_{number}"] = forms.CharField(
            label=_("Measure"), max_length=40, required=False
        )
        self.fields[f"decimals_{number}"] = forms.TypedChoiceField(
            label=_("Digits after the comma"), choices=DECIMALS, coerce=int, required=False
        )

    def _whom(self) -> list[tuple[str, str]]:
        direct, below = len(self.of["direct"]), len(self.of["all"])
        words = ngettext("%(n)s unit directly below", "All %(n)s units directly below", direct)
        offered = [("direct", words % {"n": write_figure(direct, 0)})]
        if below > direct:
            words = _("All %(n)s units below, of every level") % {"n": write_figure(below, 0)}
            offered.append(("all", words))
        return [*offered, ("chosen", str(_("Only the units ticked below")))]

    @property
    def figures(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """Return the fields of each figure."""
        names = ("words", "measure", "decimals")
        found = [tuple(self[f"{name}_{number}"] for name in names) for number in self.numbers]
        return cast("list[tuple[BoundField, BoundField, BoundField]]", found)

    @property
    def has_more(self) -> bool:
        """Return whether more than one figure was typed or is wrong: then all stand open."""
        return any(words.value() or words.errors for words, *_rest in self.figures[1:])

    def clean(self) -> dict[str, Any]:
        """Say which days cannot be, what a measure is of, and that nobody is asked."""
        fields = super().clean() or self.cleaned_data
        start_on, last_on = fields.get("start_on"), fields.get("last_on")
        if start_on and last_on and last_on < start_on:
            self.add_error("last_on", _("The last day is not before the first."))
        for number in self.numbers:
            if fields.get(f"measure_{number}") and not fields.get(f"words_{number}"):
                self.add_error(f"words_{number}", _("Write what is counted in this measure."))
        named = [fields.get(f"words_{number}") for number in self.numbers]
        for number, words in zip(self.numbers, named, strict=True):
            if words and words in named[: number - 1]:
                self.add_error(f"words_{number}", _("This figure is asked already."))
        if not self._asked(fields):
            self.add_error("units", _("Tick at least one unit."))
        ticked = set(fields.get("units") or ())
        if ticked and not ticked >= set(self._asked(fields)):
            self.add_error("whom", self._contradiction(len(ticked)))
        return fields

    def _contradiction(self, ticked: int) -> str:
        words = ngettext(
            "%(n)s unit is ticked below, but all are chosen here: choose only those ticked, or untick it.",
            "%(n)s units are ticked below, but all are chosen here: choose only those ticked, or untick them.",
            ticked,
        )
        return words % {"n": write_figure(ticked, 0)}

    def _asked(self, fields: dict[str, Any]) -> Sequence[Unit]:
        return self.of.get(fields.get("whom", "")) or fields.get("units") or ()

    @property
    def question(self) -> Inquiry:
        """Return what was asked, once it is valid."""
        said = self.cleaned_data
        return Inquiry(
            said["title"],
            said["organ"],
            tuple(self._asked(said)),
            Span(said["start_on"], said["last_on"] + timedelta(days=1)),
            Due(said["due_on"], said["hour"]),
            tuple(
                AskedFigure(
                    said[f"words_{number}"],
                    said[f"measure_{number}"],
                    said[f"decimals_{number}"] or 0,
                )
                for number in self.numbers
                if said[f"words_{number}"]
            ),
            said["needs_chief"],
        )
