"""Handing in: what a report says is written once and for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.office.figures.actions import keep_in_step
from nhip.office.records.choices import Classification
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.periods.rules import today
from nhip.work.duties.access import checkers
from nhip.work.duties.choices import Status
from nhip.work.forms.choices import Check
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import (
    Content,
    Examined,
    Figure,
    Named,
    digest_of,
    examine,
    quotients,
)

from .. import queries, rules
from ..access import must_present, require_filling
from ..choices import Step
from ..models import Attachment, Report, Revision
from ..queries import CellsOfDraft, CitingDrafts
from .decisions import is_news, tell, words
from .drafts import lock_all, must_be_draft
from .mending import must_be_mended
from .refusals import Incomplete, NeedsChief
from .steps import Taking, stand_all, take_all
from .waves import Wave, waves

AT_ONCE = 200  # revisions a statement: each holds a whole report


@dataclass(frozen=True)
class HandIn:
    """A report to hand in, by whom and when.

    `left` are places a return named that the page showed as left as they were; None asks about none.
    """

    report: Report
    by: User
    at: datetime
    left: Set[Named] | None = None


def submit_report(
    report: Report, *, by: User, at: datetime, left: Set[Named] | None = None
) -> Revision:
    """Hand the report in to the unit above: what it says is written once and for all.

    `left` as in `HandIn`. Raises NotDraft, Incomplete, NotMended, NeedsChief or PermissionDenied.
    """
    with one_row():
        return submit_reports([HandIn(report, by, at, left)], at=at)[0]


@transaction.atomic
def submit_reports(rows: Sequence[HandIn], *, at: datetime) -> list[Revision]:
    """Hand many reports in at once, table by table, each as of its own moment.

    Whoever checks them is told of what comes in on the day of `at`; what is older is history, and
    nobody is told. Raises WrongRow with what `submit_report` raises.
    """
    made: dict[int, Revision] = {}
    for wave in waves(rows, [each.report.unit_id for each in rows]):
        made |= _hand_in(wave, at)
    return [made[index] for index in range(len(rows))]


def _hand_in(wave: Wave[HandIn], at: datetime) -> dict[int, Revision]:
    """Hand in reports of as many units; return the revisions by row."""
    for index, each in wave.items():
        with row(index):
            require_filling(each.by, each.report.unit, today(each.at))
    reports = lock_all(each.report for each in wave.values())
    for index, each in wave.items():
        with row(index):
            report = reports[each.report.pk]
            must_be_draft(report)
            if must_present(each.by, report, today(each.at)):
                raise NeedsChief(_("The unit's chief decides first: present the report to him."))
    return seal(wave, reports, at)


def as_handed_in(report: Report, *, by: User, at: datetime) -> Revision:
    """Return what handing a draft in would write down, not written. Raises Incomplete."""
    return _Stack.of([report]).revision(report, HandIn(report, by, at))


def seal(wave: Wave[HandIn], reports: Mapping[int, Report], at: datetime) -> dict[int, Revision]:
    """Write down what locked drafts say and let it count; return the revisions by row."""
    stack = _Stack.of(reports.values())
    revisions = {}
    for index, each in wave.items():
        with row(index):
            report = reports[each.report.pk]
            revisions[index] = stack.revision(report, each)
            must_be_mended(report, revisions[index], each.left)
    Revision.objects.bulk_create(revisions.values(), batch_size=AT_ONCE)
    stack.keep_files(revisions.values())
    stack.keep_figures(wave)
    for index, each in wave.items():
        report = revisions[index].report
        report.status = Status.SUBMITTED
        report.submitted_at = report.submitted_at or each.at
        report.decided_at = report.presented_at = None
    stand_all((revision.report, revision.submitted_at) for revision in revisions.values())
    take_all(
        [
            Taking(revision.report, Step.SUBMITTED, revision, wave[index].by, wave[index].at)
            for index, revision in revisions.items()
        ]
    )
    for revision in revisions.values():
        if is_news(revision.submitted_at, at):
            _tell_checkers(revision.report, revision.submitted_at)
    return revisions


@dataclass(frozen=True)
class _Stack:
    """Several drafts with all that a revision of each says, each table read once."""

    forms: Mapping[int, Blank]
    cells: Mapping[int, CellsOfDraft]
    texts: Mapping[int, Mapping[int, str]]
    files: Mapping[int, list[Attachment]]
    before: Mapping[int, Mapping[int, Figure]]
    times: Mapping[int, int]
    citing: CitingDrafts
    pins: dict[int, set[int]] = field(default_factory=dict)  # that stand in remarks, by report

    @classmethod
    def of(cls, reports: Collection[Report]) -> _Stack:
        """Read drafts."""
        forms = queries.blanks(reports)
        return cls(
            forms,
            queries.cells_in(reports),
            queries.narratives_in(reports),
            queries.attached_to(reports),
            _figures_before(reports, forms),
            queries.times_handed_in(reports),
            queries.CitingDrafts.of(reports),
        )

    def revision(self, report: Report, row: HandIn) -> Revision:
        """Return what is handed in, not yet written. Raises Incomplete."""
        form, files = self.forms[report.form_id], self.files[report.pk]
        before, cells = self.before.get(report.pk, {}), self.cells[report.pk]
        examined = examine(form.asked.values(), form.checks, cells.typed, before)
        lacking = queries.lacks_files(form, files)
        is_empty = queries.lacks_words(form, self.texts[report.pk].values(), files)
        if not examined.is_complete or lacking or is_empty:
            places = [str(section) for section in lacking]
            raise Incomplete(examined, places, is_empty=is_empty)
        narratives = self._narratives(report, examined)
        content = _content(report, form, examined, narratives, cells.reused)
        content |= rules.write_files(map(queries.filed, files))
        rest, figures = rules.pack_content(content, rules.packed_places(form.asked.values()))
        revision = Revision(
            report=report,
            number=self.times.get(report.pk, 0) + 1,
            figures=figures,
            rest=rest,
            reused=len(rules.sources_of(content)) or None,
            digest=digest_of(content),
            submitted_by=row.by,
            submitted_at=row.at,
        )
        revision.content = content  # as it is before it is packed: nobody unpacks it again
        return revision

    def _narratives(self, report: Report, examined: Examined) -> list[Content]:
        """Return the remarks as they are sealed, with the figures they cite."""
        form, texts = self.forms[report.form_id], self.texts[report.pk]
        said = {section.number: texts.get(section.pk, "") for section in form.sections}
        said = {number: text for number, text in said.items() if text.strip()}
        if report.pk not in self.citing.answers:
            return rules.narrative_rows(said, {})
        figures = dict(examined.figures) | quotients(form.asked.values(), examined.figures)
        reading = self.citing.read(report, form, texts, figures)
        self.pins[report.pk] = {pin.pk for pin in reading.cited}
        return rules.narrative_rows(said, queries.sealed(reading))

    def keep_figures(self, wave: Wave[HandIn]) -> None:
        """Let the figures that stand in the remarks be watched from now on, and no others."""
        for each in wave.values():
            if each.report.pk in self.pins:
                cited = self.pins[each.report.pk]
                keep_in_step(rules.HOLDER, each.report.pk, cited, by=each.by, at=each.at)

    def keep_files(self, revisions: Iterable[Revision]) -> None:
        """Let revisions that are written keep the files they were handed in with."""
        kept = Attachment.revisions.through
        kept.objects.bulk_create(
            kept(attachment_id=file.pk, revision_id=revision.pk)
            for revision in revisions
            for file in self.files[revision.report_id]
        )


def _figures_before(
    reports: Iterable[Report], forms: Mapping[int, Blank]
) -> dict[int, Mapping[int, Figure]]:
    """Return the previous period's figures by report and row, where a form compares with them."""
    together: dict[tuple[int, int], list[Report]] = {}
    for report in reports:
        if any(check.check == Check.CHANGE for check in forms[report.form_id].checks):
            place = (report.form_id, report.obligation.period_id)
            together.setdefault(place, []).append(report)
    found: dict[int, Mapping[int, Figure]] = {}
    for (form_id, _period), its in together.items():
        units = [report.unit_id for report in its]
        earlier = queries.figures_before_of(units, its[0].obligation.period, forms[form_id])
        found |= {report.pk: earlier[report.unit_id][0] for report in its}
    return found


def _content(
    report: Report,
    form: Blank,
    examined: Examined,
    narratives: list[Content],
    reused: Mapping[int, str],
) -> Content:
    """Write down what is handed in, by places in the form: it explains itself without this table."""
    period = report.obligation.period
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
            reused,
        ),
        "narratives": narratives,
    }


def _tell_checkers(report: Report, at: datetime) -> None:
    tell(
        checkers(report.obligation, today(at)),
        _("%(unit)s has handed in: %(title)s.") % words(report),
        reverse("reports:check", args=[report.pk]),
        at,
    )
