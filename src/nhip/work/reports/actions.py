"""Every change of a report, one function a verb: may they, lock, check, write, journal, notify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import MarkedText, refuse_marked
from nhip.kit.text.rules import NotAFigure
from nhip.kit.text.templatetags.text import moment
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import people_with, unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.work.indicators.actions import post_values, withdraw_values
from nhip.work.indicators.choices import Stage

from . import queries, rules
from .access import checked_units, checkers
from .choices import Classification, Status, Step
from .models import Entry, Narrative, Obligation, Regime, Report, ReviewStep, Revision
from .rules import SOURCE

LONGEST_CELL = Entry._meta.get_field("raw").max_length or 0


class Refused(Exception):
    """A change that does not fit how things stand; the message says why."""


class WrongPeriod(Refused):
    """The period is not one of the regime's calendar and frequency."""


class NotDraft(Refused):
    """The report has been handed in: it can no longer be filled in, nor handed in again."""


class AlreadyDecided(Refused):
    """There is nothing to decide: it was decided already, or came in anew since it was seen."""


class NoReason(Refused):
    """A return and a correction say why."""


class Incomplete(Refused):
    """Cells are wrong or empty; `examined` says which."""

    def __init__(self, examined: rules.Examined) -> None:
        super().__init__(
            _("Not handed in: %(errors)d errors, %(missing)d empty cells.")
            % {"errors": len(examined.errors), "missing": len(examined.missing)}
        )
        self.examined = examined


@transaction.atomic
def oblige(
    regime: Regime, period: Period, units: Iterable[Unit], *, by: User, at: datetime
) -> list[Obligation]:
    """Make the units owe a regime's report for a period; what they owe already stays as it is.

    Deadlines are staged: so many days sooner for each level further down. The root owes nobody.
    Raises WrongPeriod, rules.DueTooSoon or PermissionDenied.
    """
    units = list(units)
    if not {unit.pk for unit in units} <= unit_ids(by, "reports.oblige", today(at)):
        raise PermissionDenied(_("You may not oblige all of these units."))
    if (period.calendar_id, period.kind) != (regime.calendar_id, regime.frequency):
        raise WrongPeriod(_("This period is not one of the regime's calendar and frequency."))
    places = tree(period.end_on - timedelta(days=1))
    owing = set(regime.obligations.filter(period=period).values_list("unit_id", flat=True))
    made = Obligation.objects.bulk_create(
        Obligation(
            regime=regime,
            unit=unit,
            period=period,
            due_on=rules.due_day(
                period.end_on,
                level=places.node(unit.pk).level,
                due_days=regime.due_days,
                days_less_a_level=regime.days_less_a_level,
            ),
        )
        for unit in units
        if unit.pk not in owing and places.parent(unit.pk)
    )
    record(
        "reports.obliged",
        about=regime,
        by=by,
        at=at,
        said={"period": str(period), "units": [obligation.unit.code for obligation in made]},
    )
    return made


@transaction.atomic
def open_report(obligation: Obligation, *, at: datetime, by: User | None = None) -> Report:
    """Begin the report that answers an obligation, or return the one begun.

    `by` is nobody when reports are opened ahead. Raises PermissionDenied.
    """
    if by:
        require(by, "reports.fill", obligation.unit)
    report, is_new = Report.objects.get_or_create(
        obligation=obligation,
        defaults={
            "unit": obligation.unit,
            "form": obligation.regime.form,
            "is_sample": obligation.unit.is_sample,
        },
    )
    if is_new:
        record("report.opened", about=report, by=by, at=at, unit=report.unit)
    return report


@dataclass
class Saved:
    """What became of a save.

    `theirs` is what another person wrote meanwhile in a cell or narrative this one changed too: it
    stays until this person has seen both. `refused` says why something could not be kept at all.
    """

    theirs: dict[int, rules.Typed] = field(default_factory=dict)
    their_texts: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    refused_texts: dict[int, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything typed was kept."""
        return not (self.theirs or self.their_texts or self.refused or self.refused_texts)


@transaction.atomic
def save_draft(
    report: Report,
    *,
    figures: Mapping[int, tuple[str, bool]],
    narratives: Mapping[int, str],
    by: User,
    at: datetime,
    seen_figures: Mapping[int, tuple[str, bool]] | None = None,
    seen_narratives: Mapping[int, str] | None = None,
) -> Saved:
    """Keep what was typed, letter by letter; a cell that cannot be read is kept as well.

    `figures` are (as typed, nothing to report) by row, `narratives` texts by section; what is not
    named stays. `seen_…` is what the same cells held when this person opened them: without it, the
    last save wins. Raises NotDraft or PermissionDenied.
    """
    require(by, "reports.fill", report.unit)
    report = _lock(report)
    _must_be_draft(report)
    saved = Saved()
    cells = _merged_cells(report, figures, seen_figures, saved)
    texts = _merged_texts(report, narratives, seen_narratives, saved)
    Entry.objects.bulk_create(
        cells,
        update_conflicts=True,
        unique_fields=["report", "row"],
        update_fields=["raw", "amount", "is_nil"],
    )
    Narrative.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["report", "section"], update_fields=["text"]
    )
    if cells or texts:
        report.saved_at = at
        report.save(update_fields=["saved_at"])
    return saved


def _merged_cells(
    report: Report,
    figures: Mapping[int, tuple[str, bool]],
    seen: Mapping[int, tuple[str, bool]] | None,
    saved: Saved,
) -> list[Entry]:
    """Return the cells to write, after three-way comparison with what was seen and what stands."""
    stored = queries.typed_cells(report)
    asked = queries.blank(report.form).asked
    cells = []
    for row_id, cell in figures.items():
        row = asked.get(row_id)
        if row is None or row.quotient:
            continue
        typed, now = rules.Typed(*cell), stored.get(row_id, rules.Typed())
        kept, is_clash = rules.merge(typed, rules.Typed(*seen[row_id]) if seen else now, now)
        if is_clash:
            saved.theirs[row_id] = now
        elif kept != now and (why := _cannot_keep(typed.raw)):
            saved.refused[row_id] = why
        elif kept != now:
            cells.append(_entry(report, row, kept))
    return cells


def _merged_texts(
    report: Report, narratives: Mapping[int, str], seen: Mapping[int, str] | None, saved: Saved
) -> list[Narrative]:
    stored = queries.typed_narratives(report)
    sections = set(report.form.sections.values_list("pk", flat=True))
    texts = []
    for section_id, text in narratives.items():
        if section_id not in sections:
            continue
        now = stored.get(section_id, "")
        kept, is_clash = rules.merge(text, seen[section_id] if seen else now, now)
        if is_clash:
            saved.their_texts[section_id] = now
        elif kept != now and (why := _cannot_keep(text, longest=None)):
            saved.refused_texts[section_id] = why
        elif kept != now:
            texts.append(Narrative(report=report, section_id=section_id, text=kept))
    return texts


def _cannot_keep(text: str, longest: int | None = LONGEST_CELL) -> str | None:
    """Return why a text cannot be kept: it bears a classification mark, or does not fit."""
    try:
        refuse_marked(text)
    except MarkedText as refusal:
        return str(refusal.messages[0])
    if longest and len(text) > longest:
        return _("Not saved: far too long for a figure.")
    return None


def _entry(report: Report, row: rules.Asked, typed: rules.Typed) -> Entry:
    try:
        figure = rules.read_cell(typed, row.decimals)
    except NotAFigure:
        figure = None
    return Entry(
        report=report,
        row_id=row.row_id,
        raw=typed.raw,
        amount=figure.amount if figure else None,
        is_nil=typed.is_nil,
    )


@transaction.atomic
def submit_report(report: Report, *, by: User, at: datetime) -> Revision:
    """Hand the report in to the unit above: what it says is written once and for all.

    Raises NotDraft, Incomplete or PermissionDenied.
    """
    require(by, "reports.fill", report.unit)
    report = _lock(report)
    _must_be_draft(report)
    form = queries.blank(report.form)
    examined = rules.examine(form.asked.values(), form.checks, queries.typed_cells(report))
    if not examined.is_complete:
        raise Incomplete(examined)
    content = _content(report, form, examined)
    revision = Revision.objects.create(
        report=report,
        number=report.revisions.count() + 1,
        content=content,
        digest=rules.digest_of(content),
        submitted_by=by,
        submitted_at=at,
    )
    report.status = Status.SUBMITTED
    report.submitted_at = report.submitted_at or at
    report.decided_at = None
    report.save(update_fields=["status", "submitted_at", "decided_at"])
    _take(report, Step.SUBMITTED, revision, by=by, at=at)
    _tell(
        checkers(report.unit_id, today(at)),
        _("%(unit)s has handed in: %(title)s.") % _words(report),
        reverse("reports:check", args=[report.pk]),
        at,
    )
    return revision


@transaction.atomic
def return_report(
    report: Report, reason: str, *, by: User, at: datetime, seen: int | None = None
) -> Report:
    """Send a report back to be mended, saying why; its figures count no more.

    An accepted report may be returned as well. `seen` is the revision the checker looked at.
    Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = _lock(report)
    if report.status not in (Status.SUBMITTED, Status.ACCEPTED):
        raise AlreadyDecided(_("There is nothing to return: the report is with its unit."))
    revision = _revision_seen(report, seen)
    reason = _reason(reason)
    report.status, report.decided_at = Status.RETURNED, at
    report.save(update_fields=["status", "decided_at"])
    _take(report, Step.RETURNED, revision, reason, by=by, at=at)
    _tell(
        _reporters(report, at, revision),
        _("Returned: %(title)s. %(reason)s") % {**_words(report), "reason": reason},
        reverse("reports:entry", args=[report.pk]),
        at,
    )
    return report


@transaction.atomic
def accept_report(report: Report, *, by: User, at: datetime, seen: int | None = None) -> Report:
    """Accept what was handed in: from now on it counts in accepted totals.

    `seen` is the revision the checker looked at. Raises AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = _lock(report)
    if report.status == Status.ACCEPTED:
        raise AlreadyDecided(_("This report has already been accepted."))
    if report.status != Status.SUBMITTED:
        raise AlreadyDecided(_("There is nothing to accept: the report is with its unit."))
    revision = _revision_seen(report, seen)
    report.status, report.decided_at = Status.ACCEPTED, at
    report.save(update_fields=["status", "decided_at"])
    _take(report, Step.ACCEPTED, revision, by=by, at=at)
    _tell(
        _reporters(report, at, revision),
        _("Accepted: %(title)s.") % _words(report),
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


@transaction.atomic
def reopen_report(report: Report, reason: str, *, by: User, at: datetime) -> Report:
    """Open an accepted report for a correction, by its unit or by whoever checks it.

    What was accepted goes on counting until a new revision is accepted. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    if not by.has_perm("reports.fill", report.unit):
        _require_checker(report, by, at)
    report = _lock(report)
    if report.status != Status.ACCEPTED:
        raise AlreadyDecided(_("Only an accepted report is opened for a correction."))
    reason = _reason(reason)
    revision = report.revisions.latest("number")
    report.status = Status.DRAFT
    report.save(update_fields=["status"])
    _take(report, Step.REOPENED, revision, reason, by=by, at=at)
    others = {*checkers(report.unit_id, today(at)), *_reporters(report, at, revision)} - {by}
    _tell(
        others,
        _("Opened for a correction: %(unit)s, %(title)s. %(reason)s")
        % {**_words(report), "reason": reason},
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


# What the verbs share


def _lock(report: Report) -> Report:
    return (
        Report.objects.select_for_update(of=["self"])
        .select_related("unit", "form", "obligation__regime", "obligation__period__calendar")
        .get(pk=report.pk)
    )


def _must_be_draft(report: Report) -> None:
    if report.status not in (Status.DRAFT, Status.RETURNED):
        last = report.revisions.latest("number")
        raise NotDraft(
            _("This report was handed in at %(moment)s and can no longer be changed.")
            % {"moment": moment(last.submitted_at)}
        )


def _require_checker(report: Report, by: User, at: datetime) -> None:
    """Only the unit directly above checks; what the root reports, nobody checks."""
    if report.unit_id not in checked_units(by, today(at)):
        raise PermissionDenied(_("Only the unit directly above checks this report."))


def _revision_seen(report: Report, seen: int | None) -> Revision:
    """Return the revision to decide on, which must be the one the checker looked at."""
    revision = report.revisions.latest("number")
    if seen is not None and seen != revision.number:
        raise AlreadyDecided(
            _("The report has been handed in anew. Look at the new version first.")
        )
    return revision


def _tell(users: Iterable[User], text: str, link: str, at: datetime) -> None:
    notify(list(users), Truncator(text).chars(300), link, at)


def _reason(reason: str) -> str:
    if not (reason := reason.strip()):
        raise NoReason(_("Say why, so that the unit knows what to mend."))
    return reason


def _reporters(report: Report, at: datetime, revision: Revision) -> list[User]:
    """Return whom to tell at the unit: its reporters, and whoever handed the revision in."""
    people = people_with(Role.REPORTER, report.unit_id, today(at))
    return [*people, revision.submitted_by]


def _words(report: Report) -> dict[str, str]:
    return {"unit": report.unit.name, "title": queries.title_of(report.obligation)}


def _content(report: Report, form: queries.Blank, examined: rules.Examined) -> rules.Content:
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
        "figures": rules.figure_rows(form.asked.values(), examined.figures),
        "narratives": [
            {"section": section.number, "text": texts[section.pk]}
            for section in form.sections
            if texts.get(section.pk, "").strip()
        ],
    }


def _take(
    report: Report,
    step: Step,
    revision: Revision,
    reason: str = "",
    *,
    by: User,
    at: datetime,
) -> None:
    """Write a step down, let the values follow what counts after it, and journal it."""
    before = queries.standing(report)
    ReviewStep.objects.create(
        report=report, revision=revision, step=step, reason=reason, taken_by=by, taken_at=at
    )
    after = queries.standing(report)
    if after.submitted != before.submitted:
        _post(report, Stage.SUBMITTED, after.submitted, by=by, at=at)
    if after.accepted != before.accepted:
        _post(report, Stage.ACCEPTED, after.accepted, by=by, at=at)
    said = {"revision": revision.number, "digest": revision.digest}
    record(
        f"report.{step.value}",
        about=report,
        by=by,
        at=at,
        unit=report.unit,
        said=said | ({"reason": reason} if reason else {}),
    )


def _post(report: Report, stage: Stage, revision_id: int | None, *, by: User, at: datetime) -> None:
    """Let a revision's figures count at a stage, or none."""
    unit, period = report.unit, report.obligation.period
    if revision_id is None:
        withdraw_values(unit, period, stage, source=SOURCE, source_id=report.pk, by=by, at=at)
        return
    revision = Revision.objects.get(pk=revision_id)
    places = queries.blank(report.form).by_place()
    post_values(
        unit,
        period,
        [
            (places[place].indicator_id, places[place].item, figure.amount, figure.is_nil)
            for place, figure in rules.figures_of(revision.content).items()
        ],
        stage=stage,
        source=SOURCE,
        source_id=report.pk,
        by=by,
        at=at,
    )
