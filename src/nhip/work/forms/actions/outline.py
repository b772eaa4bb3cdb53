"""Sections and rows of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import is_own
from nhip.organisation.journal.rules import Refused
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator

from .. import queries, rules
from ..choices import Check
from ..models import Form, Row, RowCheck, Section
from .drafts import CHANGED, lock_draft, lock_draft_of, tell
from .refusals import Overtaken

FAR = 10_000  # beyond any number in use: rows pass through here while they change places


@transaction.atomic
def add_section(form: Form, title: str, *, by: User, at: datetime) -> Section:
    """Put a section at the end. Raises AlreadyPublished or PermissionDenied."""
    form = lock_draft(form, by)
    section = Section.objects.create(form=form, number=form.sections.count() + 1, title=title)
    tell(form, "changed", by, at, section=title)
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
    form = lock_draft_of(section, by)
    if seen is not None and seen != queries.print_of(section, rows):
        raise Overtaken([section.title, section.guidance], is_own=is_own(by, form, CHANGED))
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
    tell(form, "changed", by, at, section=title)


@transaction.atomic
def add_rows(
    section: Section, asked: Iterable[tuple[Indicator, str]], *, by: User, at: datetime
) -> list[Row]:
    """Ask indicators, or items of their breakdowns, at the end of a section's table.

    Raises Refused where one is asked already or cannot be, or nothing is, Gone, AlreadyPublished or
    PermissionDenied.
    """
    form = lock_draft_of(section, by)
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
    tell(form, "changed", by, at, asked=[str(row.indicator) for row in made])
    return made


@transaction.atomic
def move(part: Section | Row, step: int, *, by: User, at: datetime) -> None:
    """Let a section or a row change places with the one above (-1) or below (1).

    Raises Gone, AlreadyPublished or PermissionDenied.
    """
    form = lock_draft_of(part, by)
    order = _beside(part)
    place = order.index(part)
    if 0 <= place + step < len(order):
        order[place], order[place + step] = order[place + step], order[place]
        _number(order)
    tell(form, "changed", by, at, moved=str(part))


@transaction.atomic
def remove(part: Section | Row, *, by: User, at: datetime) -> None:
    """Take a section or a row out of a draft, with its checks.

    Raises Refused where a check needs the row, Gone, AlreadyPublished or PermissionDenied.
    """
    form = lock_draft_of(part, by)
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
    tell(form, "changed", by, at, removed=str(part))
    order = [each for each in _beside(part) if each != part]
    part.delete()
    _number(order)


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
