"""The remarks of a report cite figures: bound while they are written, kept in step, described."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.office.figures.actions import NewAnswer, keep_in_step, say_number
from nhip.office.figures.queries import Reading
from nhip.office.figures.registry import CitingText
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import current_day
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import charges
from nhip.work.duties.queries import title_of
from nhip.work.forms.queries import Blank

from .. import queries, rules
from ..access import require_filling
from ..models import Report
from .drafts import lock, must_be_draft, must_not_be_presented
from .refusals import NotDraft


@transaction.atomic
def bind_number(report: Report, new: NewAnswer, *, by: User, at: datetime) -> Report:
    """Say which figure a number in the remarks of a draft is, or that it is none; it is written as that says.

    A cell of this report, or any figure the writer may see. Raises NotDraft, what `figures.say_number`
    raises, or PermissionDenied.
    """
    require_filling(by, report.unit, today(at))
    kept = lock(report)
    must_be_draft(kept)
    form = kept.blank
    section = {rules.passage_of(each.number): each for each in form.sections}.get(new.passage)
    if section is None or not queries.open_places_of(kept).opens(section.number):
        raise NotDraft(_("Locked: these remarks were not returned."))
    reading = _reading(kept, form)
    passage = say_number(rules.HOLDER, kept.pk, reading, new, by=by, at=at)
    if passage.stored != reading.passage(passage.name).stored:
        kept.narratives.filter(section=section).update(text=passage.stored)
        kept.saved_at = at
        kept.save(update_fields=["saved_at"])
    cited = {pin.pk for pin in _reading(kept, form).cited}
    keep_in_step(rules.HOLDER, kept.pk, cited, by=by, at=at)
    return kept


def _reading(report: Report, form: Blank) -> Reading:
    return queries.read_remarks(report, form, queries.figures_now(report, form))


class ReportTexts:
    """What `office.figures` asks of the texts it calls "reports.report"."""

    def describe(self, holder_ids: Collection[int]) -> dict[int, CitingText]:
        """Return what staff are told of reports; where one was filled in from above, that unit answers."""
        reports = Report.objects.select_related(
            "unit", "obligation__regime", "obligation__period__calendar"
        ).in_bulk(holder_ids)
        numbers = queries.latest_numbers(reports.values())
        standing = charges(current_day()) if reports else None
        found = {}
        for pk, report in reports.items():
            assert standing
            by = standing.of(report.unit_id)
            above = standing.tree.parent(by.unit_id)
            from_above = report.entered_by_id and above and not by.is_above
            unit_id = above.id if above and from_above else by.unit_id
            found[pk] = _described(report, unit_id, numbers.get(pk))
        return found

    @transaction.atomic
    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Write the values that were taken into the draft; what was handed in stays as it is.

        Raises NotDraft while its unit's chief has it.
        """
        report = lock(Report(pk=holder_id))
        must_not_be_presented(report)
        texts = {report.pk: queries.typed_narratives(report)}
        for section_id, text in queries.brought_in_step([report], texts).get(report.pk, {}).items():
            report.narratives.filter(section=section_id).update(text=text, typed_by=by)


def _described(report: Report, unit_id: int, last: int | None) -> CitingText:
    entry = reverse("reports:entry", args=[report.pk])
    is_out = last is not None and not report.is_with_unit
    page = reverse("reports:revision", args=[report.pk, last]) if is_out else entry
    return CitingText(
        title=f"{report.unit.name}, {title_of(report.obligation)}",
        url=page,
        edit_url=page if is_out else entry,
        unit_id=unit_id,
        is_public=False,
        has_readers=False,
    )
