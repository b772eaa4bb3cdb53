"""Indicators as a source of figures that texts cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from nhip.kit.text.rules import fold, write_days
from nhip.office.figures.choices import Basis
from nhip.office.figures.models import Release
from nhip.office.figures.registry import Offer, Reference, Resolved
from nhip.office.figures.rules import write_years
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.units.queries import ground_of, trees_of

from .. import rules
from ..access import SEE, SEE_HANDED_IN
from ..choices import Origin
from ..models import Indicator, Statement
from ..registry import WHOLE, Part
from .grounds import Window
from .totals import totals
from .words import Total

OFFERED_INDICATORS = 12
OFFERED_WINDOWS = 4
TODAY = "hom-nay"  # the map of today, as addresses say it


class IndicatorSource:
    """Resolves, finds and explains figures by indicator key."""

    def resolve(self, ref: Reference) -> Resolved | None:
        """Return what the indicator comes to; None when there is no such indicator."""
        return self.resolve_all([ref])[ref]

    def resolve_all(self, refs: Iterable[Reference]) -> dict[Reference, Resolved | None]:
        """Return the same for several, those of one unit and window at one stroke."""
        found: dict[Reference, Resolved | None] = dict.fromkeys(refs)
        known = {
            each.key: each for each in _indicators().filter(key__in={ref.key for ref in found})
        }
        asked: dict[tuple[int, Window], list[Reference]] = {}
        for ref in found:
            if ref.key in known:
                window = Window(ref.start_on, ref.end_on, ref.basis)
                asked.setdefault((ref.unit_id, window), []).append(ref)
        for (unit_id, window), its in asked.items():
            resolved = _resolved([known[ref.key] for ref in its], unit_id, window)
            found |= {ref: resolved[known[ref.key].pk] for ref in its}
        return found

    def search(self, text: str, unit_id: int) -> list[Offer]:
        """Return accepted figures of a unit whose name or key holds every word typed, in the windows
        in use: those with accepted values and those released before.

        What has no accepted value in any of them is offered once, as the latest window has it: as handed in,
        or without a value, so that a chooser can say why it cannot be cited.
        """
        words = fold(text).split()
        matching = [
            each
            for each in _indicators()
            if all(word in fold(f"{each.name} {each.key}") for word in words)
        ][:OFFERED_INDICATORS]
        windows = _windows_in_use(unit_id) if matching else []
        offers: list[Offer] = []
        for days in windows:
            found = _offers(matching, unit_id, Window(*days, Basis.ACCEPTED))
            offers += [offer for offer in found if offer.resolved.amount is not None]
        known = {offer.ref.key for offer in offers}
        if windows and (unknown := [each for each in matching if each.key not in known]):
            handed_in = _offers(unknown, unit_id, Window(*windows[0], Basis.SUBMITTED))
            offers += [offer for offer in handed_in if offer.resolved.amount is not None]
            without = _offers(unknown, unit_id, Window(*windows[0], Basis.ACCEPTED))
            known = {offer.ref.key for offer in offers}
            offers += [offer for offer in without if offer.ref.key not in known]
        order = {each.key: place for place, each in enumerate(matching)}
        return sorted(offers, key=lambda offer: order[offer.ref.key])

    def addresses(
        self, refs: Collection[Reference], by: User | None = None
    ) -> dict[Reference, str]:
        """Return the pages that take figures apart, those this person may open."""
        asked = Indicator.objects.filter(key__in={ref.key for ref in refs})
        known = set(asked.values_list("key", flat=True))
        standing_in = trees_of((ref.start_on, ref.end_on) for ref in refs)
        opened = _opened(by)
        found = {}
        for ref in refs:
            standing = standing_in[ref.start_on, ref.end_on]
            if ref.key in known and ref.unit_id in standing and _is_open(ref, opened):
                code = standing.node(ref.unit_id).code
                found[ref] = explain_address(ref.key, code, ref.start_on, ref.end_on, ref.basis)
        return found


def _opened(by: User | None) -> dict[str, set[int]] | None:
    """Return the units whose totals somebody reads, by basis; None for nobody in particular."""
    if by is None:
        return None
    return {
        Basis.ACCEPTED: unit_ids(by, SEE),
        Basis.SUBMITTED: unit_ids(by, SEE) & unit_ids(by, SEE_HANDED_IN),
    }


def _is_open(ref: Reference, opened: Mapping[str, set[int]] | None) -> bool:
    return opened is None or ref.unit_id in opened.get(ref.basis, ())


def _offers(indicators: Sequence[Indicator], unit_id: int, window: Window) -> list[Offer]:
    resolved = _resolved(indicators, unit_id, window)
    return [
        Offer(
            Reference(each.key, unit_id, window.start_on, window.end_on, str(window.basis)),
            each.name,
            write_days(window.start_on, window.end_on),
            resolved[each.pk],
        )
        for each in indicators
    ]


def explain_address(
    key: str,
    unit_code: str,
    start_on: date,
    end_on: date,
    basis: str,
    *,
    map_on: date | None = None,
    part: Part = WHOLE,
) -> str:
    """Return the page that takes a total apart; days in the address are closed, as people say them.

    Of a part it is the list of what that part counts, and no more.
    """
    query = asked_query(unit_code, Window(start_on, end_on, basis, map_on))
    if part.key:
        query["phan"] = part.key
    if part.year:
        query["nam"] = str(part.year)
    return f"{reverse('indicators:explain', args=[key])}?{urlencode(query)}"


def asked_query(unit_code: str, window: Window, keys: Collection[str] = ()) -> dict[str, str]:
    """Return the query string of the pages of totals; of these indicators alone where some are named."""
    query = {
        "don-vi": unit_code,
        "tu": window.start_on.isoformat(),
        "den": window.last_on.isoformat(),
        "co-so": str(window.basis),
    }
    query |= {"chi-tieu": ",".join(keys)} if keys else {}
    return query | ({"ban-do": TODAY} if window.map_on else {})


def with_ratios(keys: Collection[str]) -> set[str]:
    """Return the keys and those of every ratio built on them."""
    return {*keys, *(ratio for built in ratios_of(keys).values() for ratio in built)}


def ratios_of(keys: Collection[str]) -> dict[str, set[str]]:
    """Return, by key, the ratios built on it, in one query; none where nothing is."""
    built = Indicator.objects.filter(Q(numerator__key__in=keys) | Q(denominator__key__in=keys))
    found: dict[str, set[str]] = {}
    for key, *sides in built.values_list("key", "numerator__key", "denominator__key"):
        for side in sides:
            found.setdefault(side, set()).add(key)
    return found


def _indicators() -> QuerySet[Indicator]:
    return Indicator.objects.select_related("numerator", "denominator")


def _resolved(indicators: Sequence[Indicator], unit_id: int, window: Window) -> dict[int, Resolved]:
    days = (window.start_on, window.end_on, window.basis)
    found = totals(indicators, unit_id, *days)
    parent = next(iter(ground_of(window.start_on, window.end_on).above(unit_id)), None)
    sensitive = [each for each in indicators if _is_sensitive(each)]
    above = totals(sensitive, parent.id, *days) if parent and sensitive else {}
    return {each.pk: _as_figure(each, found[each.pk], above.get(each.pk)) for each in indicators}


def _as_figure(indicator: Indicator, total: Total, above: Total | None) -> Resolved:
    is_withheld = _is_withheld(indicator, total, above)
    few_in_parts = indicator.is_sensitive and any(
        rules.is_few(item.amount, total.decimals) for item in total.items
    )
    return Resolved(
        amount=total.amount,
        decimals=total.decimals,
        label=indicator.name,
        definition=indicator.definition,
        measure=indicator.measure,
        coverage=total.coverage,
        parts="" if is_withheld or few_in_parts else total.parts,
        is_sample=indicator.is_sample,
        is_withheld=is_withheld,
        n=total.n if total.of_n else None,
        of_n=total.of_n or None,
        years="" if is_withheld else _years(indicator, total, above),
    )


def _years(indicator: Indicator, total: Total, above: Total | None) -> str:
    """Return the years of a total in words: all, or none where one of them must stay unpublished."""
    its = above.years if above and above.amount is not None else None
    if indicator.is_sensitive and rules.years_withheld(total.years, its, total.decimals):
        return ""
    return write_years(total.years, total.decimals)


def _is_sensitive(indicator: Indicator) -> bool:
    sides = (indicator.numerator, indicator.denominator)
    return indicator.is_sensitive or any(side.is_sensitive for side in sides if side)


def _is_withheld(indicator: Indicator, total: Total, above: Total | None) -> bool:
    """Say whether a figure, or for a ratio one of its sides, counts too few people to be published."""
    if not _is_sensitive(indicator):
        return False
    if indicator.origin != Origin.RATIO:
        return rules.is_withheld(total.amount, above.amount if above else None, total.decimals)
    sides = zip(
        (indicator.numerator, indicator.denominator),
        total.sides or (),
        (above and above.sides) or (None, None),
        strict=False,
    )
    return any(
        (indicator.is_sensitive or (side and side.is_sensitive))
        and rules.is_withheld(mine.amount, its.amount if its else None, mine.decimals)
        for side, mine, its in sides
    )


def _windows_in_use(unit_id: int) -> list[tuple[date, date]]:
    """Return the latest periods with accepted values and the windows released for a unit, each once."""
    accepted = Statement.objects.filter(period=OuterRef("pk"), is_accepted=True)
    spans = Period.objects.filter(Exists(accepted)).order_by("-end_on", "-start_on")
    latest = list(spans.values_list("start_on", "end_on").distinct()[:OFFERED_WINDOWS])
    released = Release.objects.filter(unit=unit_id, basis=Basis.ACCEPTED)
    known = released.order_by("-released_at", "pk").values_list("start_on", "end_on")
    return list(dict.fromkeys([*latest, *known]))[: 2 * OFFERED_WINDOWS]
