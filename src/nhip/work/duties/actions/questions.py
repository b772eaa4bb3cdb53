"""Asking at once, without a form designed first: the question makes its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import Calendar
from nhip.organisation.periods.rules import Due, Span, today
from nhip.organisation.units.models import Organ, Unit
from nhip.organisation.units.queries import tree
from nhip.work.forms.actions import add_rows, add_section, publish_form, write_form
from nhip.work.forms.models import Form
from nhip.work.indicators.access import DEFINE
from nhip.work.indicators.actions import NewIndicator, define_indicators
from nhip.work.indicators.choices import Origin

from ..access import REGULATE
from ..models import Regime
from .obligations import ask_once
from .refusals import AlreadyDecided, Lacking
from .regimes import publish_regime, save_regime

ORDER = 90_000  # a figure asked once stands after those that come round


@dataclass(frozen=True)
class AskedFigure:
    """A figure asked once, in the words of whoever asks: what is counted, in which measure."""

    words: str
    measure: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class Inquiry:
    """What an organ asks units once, over which days, by when; without figures it asks for words."""

    title: str
    organ: Organ
    units: tuple[Unit, ...]
    span: Span
    due: Due
    figures: tuple[AskedFigure, ...] = ()
    needs_chief: bool = False


@transaction.atomic
def put_question(question: Inquiry, *, by: User, at: datetime) -> Regime:
    """Ask units for figures, words or both: they have it on their desks at once, and are told.

    The question is a regime of its own, with a form of one section and an indicator a figure, each
    made by its own verb: so answers are handed in, checked, added up and corrected as everything
    else. Raises AlreadyDecided where the organ asked the same today, Lacking without a calendar or where a
    unit did not stand on the last day, what `ask_once` raises, or PermissionDenied.
    """
    organ = question.organ
    require(by, REGULATE, organ)
    if question.figures:
        require(by, DEFINE)
    Organ.objects.select_for_update().get(pk=organ.pk)  # a second press waits, and is told
    asked = Regime.objects.filter(organ=organ, is_one_off=True, start_on=today(at))
    if _plain(question.title) in map(_plain, asked.values_list("name", flat=True)):
        raise AlreadyDecided(_("This was asked today already. Ask it in other words."))
    form = _form(question, by, at)
    fields = {
        "code": form.code,
        "name": question.title,
        "content": "\n".join([question.title, *(each.words for each in question.figures)]),
        "organ": organ,
        "recipient": organ.name,
        "form": form,
        "calendar": _calendar(organ),
        "frequency": PeriodKind.AD_HOC,
        "levels": [],
        "units": question.units,
        "due_days": 0,
        "due_time": question.due.hour,
        "needs_chief": question.needs_chief,
        "is_one_off": True,
    }
    regime = save_regime(Regime(), fields, by=by, at=at)
    regime = publish_regime(regime, by=by, at=at)
    places = tree(question.span.last_on)
    if away := [each.name for each in question.units if not places.parent(each.pk)]:
        raise Lacking(
            _("These did not stand on the last day asked about: %(names)s.")
            % {"names": ", ".join(away)}
        )
    ask_once(regime, question.span, question.due, question.units, by=by, at=at)
    return regime


def _plain(words: str) -> str:
    """Return words as they are compared: neither capitals nor spaces make another question."""
    return " ".join(words.split()).casefold()


def _form(question: Inquiry, by: User, at: datetime) -> Form:
    form = write_form(
        question.title,
        question.organ,
        code=f"hoi-{today(at):%Y%m%d}",
        is_one_off=True,
        by=by,
        at=at,
    )
    section = add_section(form, question.title, by=by, at=at)
    stem = form.code.replace("-", "_")
    new = [
        NewIndicator(
            f"{stem}_{number}",
            {
                "name": each.words,
                "measure": each.measure,
                "decimals": each.decimals,
                "definition": question.title,
                "origin": Origin.COLLECTED,
                "is_one_off": True,
                "sort_order": ORDER,
            },
        )
        for number, each in enumerate(question.figures, 1)
    ]
    if new:
        made = define_indicators(new, by=by, at=at)
        add_rows(section, [(indicator, "") for indicator in made], by=by, at=at)
    return publish_form(form, by=by, at=at)


def _calendar(organ: Organ) -> Calendar:
    """Return the calendar of the organ's last regime, or the oldest: an ad hoc period has its own days."""
    last = Regime.objects.filter(organ=organ).order_by("-pk").select_related("calendar").first()
    found = last.calendar if last else Calendar.objects.order_by("pk").first()
    if found is None:
        raise Lacking(_("No calendar is kept yet: open one on the page of the calendar."))
    return found
