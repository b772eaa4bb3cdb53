"""Why a report goes back, and which are accepted at one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.kit.text.rules import write_figure
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.units.forms.organs import Deed
from nhip.work.forms.papers import Sheet
from nhip.work.forms.rules import Named

from .. import actions
from ..models import Report, Sending
from ..queries import Arrival

NAMED = 12  # reports that the words after a press name


class ReportReasonForm(forms.Form):
    """Why a report goes back, or is opened for a correction."""

    reason = GuardedCharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "area short", "rows": 4}),
        error_messages={"required": _("Say why, so that the unit knows what to mend.")},
    )


class ReturnForm(ReportReasonForm):
    """Why a report goes back: as a whole, by section, or by cell, each with its own reason.

    Each part and line of the sheet gets its field as `mend`.
    """

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self._names: dict[str, Named] = {}
        for part in sheet.parts:
            number = part.section.number
            part.mend = self._field(number, None)
            for line in part.lines:
                if not line.is_computed:
                    line.mend = self._field(number, line.asked.place[1])

    def _field(self, section: int, row: int | None) -> forms.BoundField:
        name = f"tra-{section}-{row or 0}"
        self._names[name] = (section, row)
        self.fields[name] = GuardedCharField(
            label=_("What must be mended here"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"class": "area short", "rows": 2, "form": "tra-lai"}),
        )
        return self[name]

    @property
    def places(self) -> dict[Named, str]:
        """Return the places that are named, with their reasons."""
        return {
            place: text for name, place in self._names.items() if (text := self.cleaned_data[name])
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a return that says nothing anywhere."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(said.values()):
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return said


class AcceptForm(forms.Form):
    """Reports accepted at one press, each as it was listed: all that are ticked, or none."""

    accept = forms.MultipleChoiceField(
        error_messages={
            "required": _("Tick at least one report."),
            "invalid_choice": _(
                "One that was ticked came in anew, or was decided on meanwhile. Look at the list again."
            ),
        }
    )

    def __init__(
        self, posted: QueryDict | None, *, arrivals: Sequence[Arrival], all_ticked: bool
    ) -> None:
        self.by_key = {each.key: each for each in arrivals}
        super().__init__(posted, initial={"accept": list(self.by_key) if all_ticked else []})
        field = cast("forms.MultipleChoiceField", self.fields["accept"])
        field.choices = [(key, each.unit) for key, each in self.by_key.items()]

    @property
    def ticks(self) -> list[bool]:
        """Return whether each of what is listed is ticked."""
        ticked = self["accept"].value() or []
        return [key in ticked for key in self.by_key]

    def perform(self, *, by: User, at: datetime) -> bool:
        """Accept what is ticked, and tell whether it was done; who is refused is named."""
        ticked = [self.by_key[key] for key in dict.fromkeys(self.cleaned_data["accept"])]
        reports = Report.objects.in_bulk([each.report_id for each in ticked])
        rows = [
            actions.Acceptance(reports[each.report_id], by, at, each.revision) for each in ticked
        ]
        try:
            actions.accept_reports(rows, at=at)
        except WrongRow as wrong:
            self.add_error("accept", f"{ticked[wrong.index].unit}: {wrong.words}")
            return False
        return True

    @property
    def done(self) -> str:
        """Return what is said once it is done."""
        accepted = [self.by_key[key] for key in dict.fromkeys(self.cleaned_data["accept"])]
        number, names = (
            len(accepted),
            "; ".join(f"{each.title}, {each.unit}" for each in accepted[:NAMED]),
        )
        words = ngettext(
            "%(n)s report accepted: %(names)s. The totals above follow at once.",
            "%(n)s reports accepted: %(names)s. The totals above follow at once.",
            number,
        )
        more = "; …" if number > NAMED else ""
        return words % {"n": write_figure(number, 0), "names": names + more}


class SendingForm(Deed):
    """When, under which number and to whom a report went outside."""

    on = DayField(label=_("Sent on"))
    number = GuardedCharField(label=_("Number of the paper"), max_length=60)
    recipient = GuardedCharField(label=_("To whom"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, seen: int, **kwargs: Any) -> None:
        self.report = report
        first = {"recipient": report.obligation.regime.recipient, "seen": seen}
        super().__init__(*args, **kwargs)
        self.initial.update(first)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Sending:
        said = {name: given[name] for name in ("on", "number", "recipient")}
        return actions.note_sent(self.report, given["seen"], **said, by=by, at=at)
