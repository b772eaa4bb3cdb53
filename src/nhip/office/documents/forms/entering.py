"""A paper as it is entered and corrected, a file beside it, a kind of paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.kit.guard.filing import KINDS
from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.office.records.forms import CorrectForm, KindForm, refusal
from nhip.office.records.rules import ComesLater, SpanBackwards
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.organisation.units.models import NumberSeries

from ..actions import add_file, register_document
from ..models import Document
from ..queries import own_series
from ..rules import MOST_NUMBER, HoldsForNoSpan, NumberTaken, SeriesClosed, closed_span

REFUSED_AT: dict[type[Exception], str] = {
    ComesLater: "issued_on",
    SeriesClosed: "issued_on",
    NumberTaken: "number",
    HoldsForNoSpan: "holds_start_on",
    SpanBackwards: "holds_last_on",
}
DAY = timedelta(days=1)


class SeriesChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A series, by its organ and name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organ.name}: {obj.name} ({obj.sign})"


class PaperForm(forms.Form):
    """What a paper says of itself. Days are closed here, as people write them, half-open below."""

    issued_on = DayField(label=_("Date"))
    number = forms.IntegerField(
        label=pgettext_lazy("paper", "Number"), min_value=1, max_value=MOST_NUMBER
    )
    subject = GuardedCharField(label=_("Subject"), max_length=300)
    about_first_on = DayField(
        label=_("About, from"),
        required=False,
        help_text=_(
            "The month, quarter or year a plan, programme, report or notice is about: without these"
            " days it stands in the register, and no figure counts it."
        ),
    )
    about_last_on = DayField(label=_("About, until"), required=False)
    holds_start_on = DayField(
        label=_("Holds from"),
        required=False,
        help_text=_("For kinds that hold for a span: resolutions, regulations, rules."),
    )
    holds_last_on = DayField(
        label=_("Holds until"),
        required=False,
        help_text=_("The last day; empty while it holds until it is replaced."),
    )
    text = GuardedCharField(
        label=_("What it says"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "To be read on its page. A file is put beside the paper there, once it is in the register."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("about_first_on"), cleaned.get("about_last_on")
        if bool(first) != bool(last) and not {"about_first_on", "about_last_on"} & set(self.errors):
            self.add_error("about_last_on", _("Write both days, or neither."))
        for name in ("about", "holds"):
            first = cleaned.get("about_first_on" if name == "about" else "holds_start_on")
            last = cleaned.get(f"{name}_last_on")
            if first and last and last < first:
                self.add_error(f"{name}_last_on", _("This day lies before the first."))
        return cleaned

    def refuse(self, wrong: Refused | ValidationError) -> None:
        """Show what was refused at its field, or above the form."""
        places = (place for kind, place in REFUSED_AT.items() if isinstance(wrong, kind))
        self.add_error(next(places, None), refusal(wrong))


class NewPaperForm(PaperForm):
    """A new paper in one of the series its writer keeps."""

    series = SeriesChoice(
        NumberSeries.objects.none(), label=_("Series"), empty_label=_("Choose a series")
    )
    field_order = ["series", "issued_on", "number"]

    def __init__(self, *args: Any, by: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        series = cast(SeriesChoice, self.fields["series"])
        series.queryset = own_series(by, on)
        self.fields["number"].required = False
        self.fields["number"].help_text = _(
            "Empty: the next number of the series. A paper of past years keeps the number it bears."
        )

    def perform(self, *, at: datetime) -> Document | None:
        """Register the paper; None where that was refused."""
        said = self.cleaned_data
        last = said["holds_last_on"]
        try:
            return register_document(
                said["series"],
                issued_on=said["issued_on"],
                subject=said["subject"],
                about=closed_span(said["about_first_on"], said["about_last_on"]),
                number=said["number"],
                holds_start_on=said["holds_start_on"],
                holds_end_on=last + DAY if last else None,
                text=said["text"],
                by=self.by,
                at=at,
            )
        except (Refused, ValidationError) as wrong:
            self.refuse(wrong)
            return None


class CorrectPaperForm(PaperForm, CorrectForm):
    """A paper as it stands, to be corrected for a reason."""

    def __init__(self, *args: Any, kept: Document, **kwargs: Any) -> None:
        about, holds = kept.about_end_on, kept.holds_end_on
        initial = {
            "issued_on": kept.issued_on,
            "number": kept.number,
            "subject": kept.subject,
            "about_first_on": kept.about_start_on,
            "about_last_on": about and about - DAY,
            "holds_start_on": kept.holds_start_on,
            "holds_last_on": holds and holds - DAY,
            "text": kept.text,
        }
        super().__init__(*args, kept=kept, initial=initial, **kwargs)

    def values(self) -> dict[str, Any]:
        said = super().values()
        about = closed_span(said.pop("about_first_on"), said.pop("about_last_on"))
        last = said.pop("holds_last_on")
        return said | {
            "about_start_on": about.start_on if about else None,
            "about_end_on": about.end_on if about else None,
            "holds_end_on": last + DAY if last else None,
        }


class PaperFileForm(forms.Form):
    """A file to keep beside a paper."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ",".join(f".{k}" for k in KINDS)})
    )

    def perform(self, document: Document, *, by: User, at: datetime) -> bool:
        """Keep it, and tell whether it was kept."""
        file = self.cleaned_data["file"]
        try:
            add_file(document, file.name, file.file, by=by, at=at)
        except Refused as wrong:
            self.add_error("file", str(wrong))
            return False
        return True


class PaperKindForm(KindForm):
    """A kind of paper the office has beside the others."""

    holds = forms.BooleanField(
        label=_("Its papers hold for a span"),
        required=False,
        help_text=_("From a day, until another or until it is replaced: resolutions, regulations."),
    )
