"""Handing a report in: what it says is written once and for all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.office.records.choices import Classification
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.work.duties.access import checkers
from nhip.work.duties.choices import Status
from nhip.work.forms.queries import Blank, blank
from nhip.work.forms.rules import Content, Examined, digest_of, examine

from .. import queries, rules
from ..access import require_filling
from ..choices import Step
from ..models import Report, Revision
from .drafts import lock, must_be_draft
from .refusals import Incomplete
from .steps import stand, take, tell, words


@transaction.atomic
def submit_report(report: Report, *, by: User, at: datetime) -> Revision:
    """Hand the report in to the unit above: what it says is written once and for all.

    Raises NotDraft, Incomplete or PermissionDenied.
    """
    require_filling(by, report.unit, today(at))
    report = lock(report)
    must_be_draft(report)
    form = blank(report.form)
    before, _last_year = queries.figures_before(report, form)
    examined = examine(form.asked.values(), form.checks, queries.typed_cells(report), before)
    files = queries.attached(report)
    lacking = queries.lacks_files(form, files)
    if not examined.is_complete or lacking:
        raise Incomplete(examined, [str(section) for section in lacking])
    content = _content(report, form, examined) | rules.write_files(map(queries.filed, files))
    revision = Revision.objects.create(
        report=report,
        number=report.revisions.count() + 1,
        content=content,
        digest=digest_of(content),
        submitted_by=by,
        submitted_at=at,
    )
    revision.attachments.set(files)
    report.status = Status.SUBMITTED
    report.submitted_at = report.submitted_at or at
    report.decided_at = None
    stand(report, at=at)
    take(report, Step.SUBMITTED, revision, by=by, at=at)
    tell(
        checkers(report.unit_id, today(at)),
        _("%(unit)s has handed in: %(title)s.") % words(report),
        reverse("reports:check", args=[report.pk]),
        at,
    )
    return revision


def _content(report: Report, form: Blank, examined: Examined) -> Content:
    """Write down what is handed in, by places in the form: it explains itself without this table."""
    period, texts = report.obligation.period, queries.typed_narratives(report)
    return {
        "regime": report.obligation.regime.code,
        "form": {"code": report.form.code, "version": report.form.version},
        "unit": report.unit.code,
        "period": {
            "calendar": period.calendar.code,
            "kind": period.kind,
            "year": period.year,
            "index": period.index,
        },
        "classification": Classification.NONE.value,
        "figures": rules.figure_rows(
            form.asked.values(),
            examined.figures,
            {row: code for row, (code, _name) in queries.reused_cells(report).items()},
        ),
        "narratives": [
            {"section": section.number, "text": texts[section.pk]}
            for section in form.sections
            if texts.get(section.pk, "").strip()
        ],
    }
