"""Designing forms: drafts of sections, rows and checks; publishing a version, beginning the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Organ
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator

from .. import queries, rules
from ..choices import Check
from ..models import Form, Regime, Row, RowCheck, Section
from .refusals import AlreadyPublished, Gone, Lacking, Overtaken, Refused

FAR = 10_000  # beyond any number in use: rows pass through here while they change places
SUMS = (Check.SUM_OF, Check.SUM_ROWS)


@dataclass(frozen=True)
class CheckTerms:
    """What a check asks. `lowest` and `highest` are scaled by the row's decimals."""

    rule: str
    severity: str
    text: str = ""
    others: tuple[int, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    percent: int | None = None


@transaction.atomic
def write_form(name: str, organ: Organ, *, by: User, at: datetime) -> Form:
    """Begin a new form, as the draft of its first version. Raises PermissionDenied."""
    require(by, "reports.regulate", organ)
    stem = slugify(fold(name))[:40].strip("-") or "bieu-mau"
    taken = set(Form.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code = next(
        each for each in (stem, *(f"{stem}-{n}" for n in range(2, 999))) if each not in taken
    )
    form = Form.objects.create(code=code, name=name, organ=organ)
    record("form.written", about=form, by=by, at=at, unit=organ.unit, said={"name": name})
    return form


@transaction.atomic
def next_version(form: Form, *, by: User, at: datetime) -> Form:
    """Copy a published version into a draft of the next one. Raises Refused or PermissionDenied."""
    organ = _organ(form, by)
    versions = Form.objects.filter(code=form.code)
    list(versions.select_for_update())  # one at a time; what stands is read after the wait
    last = versions.latest("version")
    if last.published_at is None:
        raise Refused(_("Version %(n)d is still a draft: change that one.") % {"n": last.version})
    draft = Form.objects.create(
        code=form.code, version=last.version + 1, name=form.name, organ=organ
    )
    _copy(form, draft)
    record(
        "form.continued", about=draft, by=by, at=at, unit=organ.unit, said={"from": form.version}
    )
    return draft


def _copy(source: Form, draft: Form) -> None:
    rows: dict[int, Row] = {}
    for section in source.sections.prefetch_related("rows"):
        copied = Section.objects.create(
            form=draft,
            number=section.number,
            title=section.title,
            guidance=section.guidance,
            asks_files=section.asks_files,
            file_kinds=section.file_kinds,
            most_megabytes=section.most_megabytes,
        )
        for row in section.rows.all():
            rows[row.pk] = Row.objects.create(
                section=copied,
                number=row.number,
                group=row.group,
                indicator_id=row.indicator_id,
                item=row.item,
                is_required=row.is_required,
            )
    for check in RowCheck.objects.filter(row__in=rows).prefetch_related("others").order_by("pk"):
        others = [rows[other.pk] for other in check.others.all()]
        other = rows[check.other_id] if check.other_id else None
        check.pk, check.row, check.other, check._state.adding = (
            None,
            rows[check.row_id],
            other,
            True,
        )
        check.save()
        check.others.set(others)


@transaction.atomic
def publish_form(form: Form, *, by: User, at: datetime) -> Form:
    """Let a version stand: from now on it never changes, and what is asked anew asks it.

    Reports begun and obligations whose period has begun keep the version they have. Raises
    AlreadyPublished, Lacking or PermissionDenied.
    """
    form = _draft(form, by)
    if lacking := queries.form_lacks(form):
        raise Lacking(" ".join([_("Not published."), *lacking]))
    form.published_at = at
    form.save(update_fields=["published_at"])
    queries.not_begun(form, today(at)).update(form=form)
    Regime.objects.filter(form__code=form.code).update(form=form)
    _tell(form, "published", by, at)
    return form


@transaction.atomic
def discard_form(form: Form, *, by: User, at: datetime) -> None:
    """Throw a draft away. Raises AlreadyPublished, Refused or PermissionDenied."""
    form = _draft(form, by)
    if Regime.objects.filter(form=form).exists():
        raise Refused(_("A regime asks this draft. Let it ask another form first."))
    _tell(form, "discarded", by, at, name=form.name, version=form.version)
    form.delete()


@transaction.atomic
def rename_form(form: Form, name: str, *, by: User, at: datetime) -> Form:
    """Call a draft otherwise. Raises AlreadyPublished or PermissionDenied."""
    form = _draft(form, by)
    form.name = name
    form.save(update_fields=["name"])
    _tell(form, "changed", by, at, name=name)
    return form


@transaction.atomic
def add_section(form: Form, title: str, *, by: User, at: datetime) -> Section:
    """Put a section at the end. Raises AlreadyPublished or PermissionDenied."""
    form = _draft(form, by)
    section = Section.objects.create(form=form, number=form.sections.count() + 1, title=title)
    _tell(form, "changed", by, at, section=title)
    return section


@transaction.atomic
def change_section(
    section: Section,
    title: str,
    guidance: str,
    rows: Mapping[int, tuple[str, bool]],
    *,
    by: User,
    at: datetime,
    asking: rules.Asking | None = None,
    seen: str | None = None,
) -> None:
    """Write a section's words; `rows` are (heading above it, must be filled in) by row id.

    `asking` is what files it asks for; without it that stays. `seen` is the print
    (`queries.print_of`) of what this person had opened; without it the last save wins. Raises
    Overtaken, Gone, AlreadyPublished or PermissionDenied.
    """
    form = _draft_of(section, by)
    if seen is not None and seen != queries.print_of(section, rows):
        raise Overtaken([section.title, section.guidance])
    section.title, section.guidance = title, guidance
    if asking:
        section.asks_files, section.file_kinds = asking.asks, list(asking.kinds)
        section.most_megabytes = asking.megabytes
    section.save()
    for row in section.rows.filter(pk__in=rows):
        before = (row.group, row.is_required)
        row.group, row.is_required = rows[row.pk]
        if before != rows[row.pk]:
            row.save(update_fields=["group", "is_required"])
    _tell(form, "changed", by, at, section=title)


@transaction.atomic
def add_rows(
    section: Section, asked: Iterable[tuple[Indicator, str]], *, by: User, at: datetime
) -> list[Row]:
    """Ask indicators, or items of their breakdowns, at the end of a section's table.

    Raises Refused where one is asked already or cannot be, or nothing is, Gone, AlreadyPublished or
    PermissionDenied.
    """
    form = _draft_of(section, by)
    there = set(Row.objects.filter(section__form=form).values_list("indicator_id", "item"))
    made = []
    for indicator, item in asked:
        if (indicator.pk, item) in there:
            raise Refused(_("“%(name)s” is asked already.") % {"name": indicator.name})
        is_item = not item or indicator.breakdowns.filter(code=item).exists()
        if indicator.origin == Origin.COUNTED or not is_item:
            raise Refused(_("“%(name)s” cannot be asked here.") % {"name": indicator.name})
        there.add((indicator.pk, item))
        made.append(
            Row.objects.create(
                section=section, number=section.rows.count() + 1, indicator=indicator, item=item
            )
        )
    if not made:
        raise Refused(_("Tick at least one indicator to add."))
    _tell(form, "changed", by, at, asked=[str(row.indicator) for row in made])
    return made


@transaction.atomic
def move(part: Section | Row, step: int, *, by: User, at: datetime) -> None:
    """Let a section or a row change places with the one above (-1) or below (1).

    Raises Gone, AlreadyPublished or PermissionDenied.
    """
    form = _draft_of(part, by)
    order = _beside(part)
    place = order.index(part)
    if 0 <= place + step < len(order):
        order[place], order[place + step] = order[place + step], order[place]
        _number(order)
    _tell(form, "changed", by, at, moved=str(part))


@transaction.atomic
def remove(part: Section | Row, *, by: User, at: datetime) -> None:
    """Take a section or a row out of a draft, with its checks.

    Raises Refused where a check needs the row, Gone, AlreadyPublished or PermissionDenied.
    """
    form = _draft_of(part, by)
    rows = [part] if isinstance(part, Row) else list(part.rows.all())
    needed = RowCheck.objects.exclude(row__in=rows).filter(row__section__form=form)
    wholes = [row.indicator_id for row in rows if row.item]
    for check in (
        needed.filter(other__in=rows)
        | needed.filter(others__in=rows)
        | needed.filter(rule=Check.SUM_OF, row__indicator__in=wholes)
    )[:1]:
        raise Refused(
            _("The check of “%(row)s” compares with it. Remove that check first.")
            % {"row": check.row.indicator}
        )
    _tell(form, "changed", by, at, removed=str(part))
    order = [each for each in _beside(part) if each != part]
    part.delete()
    _number(order)


@transaction.atomic
def add_check(row: Row, terms: CheckTerms, *, by: User, at: datetime) -> RowCheck:
    """Let a row keep a rule.

    Raises Lacking where the rule could never be kept or says nothing, Gone, AlreadyPublished or
    PermissionDenied.
    """
    form = _draft_of(row, by)
    others = list(Row.objects.filter(section__form=form, pk__in=terms.others).exclude(pk=row.pk))
    if why := _cannot_check(row, terms, others, form):
        raise Lacking(why)
    check = RowCheck.objects.create(
        row=row,
        rule=terms.rule,
        other=others[0] if terms.rule == Check.NOT_ABOVE else None,
        lowest=terms.lowest if terms.rule == Check.RANGE else None,
        highest=terms.highest if terms.rule == Check.RANGE else None,
        percent=terms.percent if terms.rule == Check.CHANGE else None,
        severity=terms.severity,
        text=terms.text,
    )
    if terms.rule == Check.SUM_ROWS:
        check.others.set(others)
    _tell(form, "changed", by, at, check=str(check))
    return check


@transaction.atomic
def remove_check(check: RowCheck, *, by: User, at: datetime) -> None:
    """Let a row no longer keep a rule. Raises Gone, AlreadyPublished or PermissionDenied."""
    form = _draft_of(check, by)
    _tell(form, "changed", by, at, unchecked=str(check))
    check.delete()


def _cannot_check(row: Row, terms: CheckTerms, others: list[Row], form: Form) -> str:
    """Return why a row cannot keep a rule; nothing where it can."""
    checks = queries.checks_of(form)
    compared = frozenset(other.pk for other in others)
    match terms.rule:
        case Check.NOT_ABOVE:
            if len(others) != 1:
                return _("Choose the one other row to compare with.")
        case Check.SUM_ROWS:
            if not others:
                return _("Choose the rows that add up to this one.")
        case Check.RANGE:
            if terms.lowest is None and terms.highest is None:
                return _("Say the least or the most it may be.")
            least, most = terms.lowest, terms.highest
            if least is not None and most is not None and least > most:
                return _("The least is above the most: no figure could be right.")
        case Check.CHANGE:
            if terms.percent is None:
                return _("Say by how many percent it may differ.")
        case Check.SUM_OF:
            if row.item or queries.sum_lacks(row, form):
                return _("Ask this row as a whole and all items of its breakdown first.")
    if terms.rule == Check.SUM_OF:
        compared = _items(row, form)
    elif terms.rule in (Check.RANGE, Check.CHANGE):
        compared = frozenset()
    kept = [(each.row_id, each.rule, _terms_of(each, form)) for each in checks]
    if (row.pk, terms.rule, compared) in kept:
        return _("This row keeps such a check already. Remove that one first.")
    sums = [(pk, of) for pk, rule, of in [*kept, (row.pk, terms.rule, compared)] if rule in SUMS]
    if terms.rule in SUMS and rules.is_circular(sums):
        return _("These rows would add up to each other in a circle.")
    return ""


def _terms_of(check: RowCheck, form: Form) -> frozenset[int]:
    """Return the rows a check sets its row beside."""
    if check.rule == Check.SUM_OF:
        return _items(check.row, form)
    others = {other.pk for other in check.others.all()}
    return frozenset(others | ({check.other_id} if check.other_id else set()))


def _items(row: Row, form: Form) -> frozenset[int]:
    asked = Row.objects.filter(section__form=form, indicator=row.indicator_id).exclude(item="")
    return frozenset(asked.values_list("pk", flat=True))


def _beside(part: Section | Row) -> list[Section | Row]:
    if isinstance(part, Section):
        return list(Section.objects.filter(form=part.form_id).order_by("number"))
    return list(Row.objects.filter(section=part.section_id).order_by("number"))


def _number(order: list[Section | Row]) -> None:
    """Number from 1 on; no two ever bear the same number on the way."""
    moved = [(part, number) for number, part in enumerate(order, 1) if part.number != number]
    for aside in (FAR, 0):
        for part, number in moved:
            part.number = aside + number
        for kind in {type(part) for part, _number in moved}:
            rows: Any = kind._default_manager
            rows.bulk_update([part for part, _number in moved], ["number"])


def _organ(form: Form, by: User) -> Organ:
    if form.organ is None:
        raise PermissionDenied(_("You may not do this here."))
    require(by, "reports.regulate", form.organ)
    return form.organ


def _draft(form: Form, by: User) -> Form:
    _organ(form, by)
    found = Form.objects.select_for_update(of=["self"]).select_related("organ__unit")
    locked = found.filter(pk=form.pk).first()
    if locked is None:
        raise Gone(_("Somebody else threw this draft away meanwhile."))
    if locked.published_at is not None:
        raise AlreadyPublished(_("A published version is not changed. Begin a new version."))
    return locked


def _draft_of(part: Section | Row | RowCheck, by: User) -> Form:
    """Lock the draft a part stands in, and read the part anew."""
    try:
        row = part.row if isinstance(part, RowCheck) else part
        form = _draft(row.section.form if isinstance(row, Row) else row.form, by)
        part.refresh_from_db()
    except ObjectDoesNotExist as gone:
        raise Gone(_("Somebody else took this out of the form meanwhile.")) from gone
    return form


def _tell(form: Form, done: str, by: User, at: datetime, **said: object) -> None:
    assert form.organ
    unit = form.organ.unit
    record(f"form.{done}", about=form, by=by, at=at, unit=unit, said=said or None)
