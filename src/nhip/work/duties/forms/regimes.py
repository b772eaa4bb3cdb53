"""Regimes, and reports asked for once by one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.forms import DayField, HourField
from nhip.kit.text.rules import WEEKDAYS
from nhip.organisation.people.queries import current_day
from nhip.organisation.periods.choices import DueRule, NotWorked, PeriodKind
from nhip.organisation.periods.rules import LATTICES, Due, Span
from nhip.organisation.units.forms import PickByName, UnitsField, offer_organs
from nhip.organisation.units.models import Line, Organ, Unit
from nhip.organisation.units.queries import level_names, level_words, levels_below, tree
from nhip.work.forms.models import Form

from ..models import TOP, Regime
from .grants import NOT_TOO_FAR


def _levels(kept: Collection[int]) -> list[tuple[int, str]]:
    """Return the levels there are below the root, by the names the organisation gave them; then its own."""
    offered, names = levels_below(current_day()), level_names()
    offered |= {level: level_words(level, names) for level in kept if level > 1}
    below = [(level, capfirst(words)) for level, words in sorted(offered.items())]
    return [*below, (TOP, str(_("The unit on top, to a body outside")))]


class RegimeForm(forms.ModelForm[Regime]):
    """The nine fields of a regime, in the order of the decree, and who owes it."""

    levels = forms.TypedMultipleChoiceField(
        label=_("Levels that report"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    units = UnitsField(
        label=_("Units that report, by name"),
        help_text=_("Beside the levels above"),
        queryset=Unit.objects.none(),
        required=False,
        widget=PickByName,
    )

    due_weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        help_text=_("Where it is due within the period: a week's report on its Friday"),
        choices=[("", "–"), *enumerate(WEEKDAYS, 1)],
        coerce=int,
        required=False,
    )

    class Meta:
        model = Regime
        field_classes = {"due_time": HourField, "start_on": DayField, "end_on": DayField}
        widgets = {"not_worked": forms.RadioSelect, "due_time": forms.TextInput}
        fields = [
            "code",
            "name",
            "content",
            "organ",
            "line",
            "levels",
            "recipient",
            "method",
            "due_rule",
            "due_days",
            "days_less_a_level",
            "not_worked",
            "due_time",
            "needs_chief",
            "frequency",
            "calendar",
            "form",
            "start_on",
            "end_on",
        ]

    def __init__(self, *args: Any, own: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self._meta.fields[:6], "units", *self._meta.fields[6:]])  # type: ignore[index]
        if self.instance.pk:
            listed = self.instance.listed.filter(is_left_out=False, end_on=None)
            self.initial.setdefault("units", list(listed.values_list("unit_id", flat=True)))
        places, named = tree(current_day()), self.initial.get("units", ())
        below = {each for unit_id in own for each in places.subtree(unit_id)[1:]}
        units = cast("UnitsField", self.fields["units"])
        units.queryset = Unit.objects.filter(pk__in=below.union(named))
        offer_organs(self.fields["organ"], Organ.objects.filter(unit__in=own))
        asked = cast("forms.ModelChoiceField[Form]", self.fields["form"])
        asked.queryset = Form.objects.in_force().lasting().order_by("name")
        self.fields["content"].widget.attrs["rows"] = 4
        self.fields["code"].help_text = _("Letters without marks, digits, - and _: bao-cao-nhanh")
        for name in ("content", "recipient"):
            self.fields[name].help_text = _(
                "A draft may lack it; it is needed to put it into force"
            )
        self.fields["due_days"].help_text = _("Counted for the units of the level “%(level)s”") % {
            "level": level_words(2, level_names())
        }
        self.fields["not_worked"].required = self.fields["due_days"].required = False
        if self.instance.due_rule == DueRule.WEEKDAY:
            self.initial.update(due_weekday=self.instance.due_days, due_days=None)
        names = [name for name in self.fields if name != "due_weekday"]
        after = names.index("due_days") + 1
        self.order_fields([*names[:after], "due_weekday", *names[after:]])
        levels = cast("forms.TypedMultipleChoiceField", self.fields["levels"])
        levels.choices = _levels(self.instance.levels)
        if not self.instance.line_id and not Line.objects.exists():
            del self.fields["line"]
        for name in {"organ", "line", "calendar", "form"} & self.fields.keys():
            chosen = cast("forms.ModelChoiceField[Any]", self.fields[name])
            chosen.to_field_name = "id"  # `pk` lets numbers pass that SQLite cannot hold

    def clean(self) -> dict[str, Any]:
        """Say what does not go together: of the unit on top, and of when it is due."""
        fields = super().clean() or self.cleaned_data
        self._check_top(fields)
        self._check_due(fields)
        return fields

    def _check_top(self, fields: dict[str, Any]) -> None:
        """Let the unit on top report alone: outside, by the calendar, of an organ of its own."""
        levels, organ = fields.get("levels") or [], fields.get("organ")
        if TOP in levels:
            root = tree(current_day()).root.id
            if len(levels) > 1 or fields.get("units") or fields.get("line"):
                self.add_error("levels", _("What goes to a body outside, no other unit reports."))
            elif fields.get("frequency") == PeriodKind.AD_HOC:
                self.add_error("frequency", _("What goes to a body outside follows the calendar."))
            elif organ and organ.unit_id != root:
                self.add_error("organ", _("An organ of the unit on top reports outside."))

    def _check_due(self, fields: dict[str, Any]) -> None:
        """Read the number or the weekday a rule counts by; ask for named days where periods end on them."""
        weekday, frequency = fields.pop("due_weekday", None), fields.get("frequency")
        if fields.get("due_rule") == DueRule.WEEKDAY:
            fields["due_days"] = weekday
            if not weekday:
                self.add_error("due_weekday", _("Choose the weekday."))
            if frequency and frequency not in (*LATTICES, PeriodKind.AD_HOC):
                words = _(
                    "Only weeks, ten days and periods to named days may be due within themselves."
                )
                self.add_error("due_rule", words)
        elif fields.get("due_days") is None and "due_days" not in self.errors:
            fields["due_days"] = 0
            if frequency != PeriodKind.AD_HOC:
                self.add_error("due_days", _("Write the day of the month, or the number of days."))
        calendar = fields.get("calendar")
        if frequency == PeriodKind.NAMED_DAYS and calendar and not calendar.named_days:
            words = _(
                "This calendar names no days. Choose one that does, or have one made on its page."
            )
            self.add_error("calendar", words)

    def clean_not_worked(self) -> str:
        """Keep the day as written where nothing is said."""
        return self.cleaned_data["not_worked"] or NotWorked.AS_WRITTEN


class OnceForm(forms.Form):
    """A report asked for once: over which days, due when, of whom."""

    start_on = DayField(label=_("First day"), validators=[NOT_TOO_FAR])
    last_on = DayField(label=_("Last day"), validators=[NOT_TOO_FAR])
    due_on = DayField(label=_("Due on"), validators=[NOT_TOO_FAR])
    hour = HourField(
        label=_("Hour of the day"),
        help_text=_("Empty: by the end of the day; 16:00 or 16h30"),
        required=False,
    )
    units = UnitsField(
        label=_("Units that report"),
        queryset=Unit.objects.none(),
    )

    def __init__(self, *args: Any, below: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast("forms.ModelMultipleChoiceField[Unit]", self.fields["units"])
        units.queryset = Unit.objects.filter(pk__in=below)

    def clean(self) -> dict[str, Any]:
        """Join the two days into a span, the last one and its hour into a deadline."""
        fields = super().clean() or self.cleaned_data
        if due_on := fields.get("due_on"):
            fields["due"] = Due(due_on, fields.get("hour"))
        start_on, last_on = fields.get("start_on"), fields.get("last_on")
        if start_on and last_on:
            if last_on < start_on:
                self.add_error("last_on", _("The last day is not before the first."))
            else:
                fields["span"] = Span(start_on, last_on + timedelta(days=1))
        return fields
