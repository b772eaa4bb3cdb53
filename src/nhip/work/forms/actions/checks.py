"""The rules that rows of a draft must keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User

from .. import queries, rules
from ..choices import Check
from ..models import Form, Row, RowCheck
from .drafts import lock_draft_of, tell
from .refusals import Lacking

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
def add_check(row: Row, terms: CheckTerms, *, by: User, at: datetime) -> RowCheck:
    """Let a row keep a rule.

    Raises Lacking where the rule could never be kept or says nothing, Gone, AlreadyPublished or
    PermissionDenied.
    """
    form = lock_draft_of(row, by)
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
    tell(form, "changed", by, at, check=str(check))
    return check


@transaction.atomic
def remove_check(check: RowCheck, *, by: User, at: datetime) -> None:
    """Let a row no longer keep a rule. Raises Gone, AlreadyPublished or PermissionDenied."""
    form = lock_draft_of(check, by)
    tell(form, "changed", by, at, unchecked=str(check))
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
