"""The figures of a review as they stand, and what may be asked for."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import fold, write_figure
from nhip.office.figures import registry as figures
from nhip.office.figures.models import Pin, Release
from nhip.office.figures.queries import ChangedNote, notes, standing_releases
from nhip.office.figures.registry import Reference, Resolved
from nhip.office.figures.rules import machine_value, size_of, write
from nhip.organisation.periods.rules import Span
from nhip.work.duties.queries import periods_cut
from nhip.work.forms.models import Row
from nhip.work.indicators.models import Indicator

from ..choices import FigureStanding
from ..models import FrozenFigure, FrozenText, Review, ReviewFigure
from ..rules import HOLDER, digest_of, is_compared, months_back, standing_of

CHIPS = {
    FigureStanding.BROKEN: "bad",
    FigureStanding.MISSING: "warn",
    FigureStanding.CHANGED: "warn",
    FigureStanding.WITHHELD: "plain",
    FigureStanding.FRESH: "ok",
    FigureStanding.APPROVED: "info",
    FigureStanding.OPEN: "plain",
}


@dataclass(frozen=True)
class OutlineHeading:
    """The heading of the outline a figure stands under; 0 and "" where no form asks for it."""

    number: int = 0
    title: str = ""
    form: int = field(default=0, compare=False)


@dataclass(frozen=True)
class ShownFigure:
    """One figure of a review as it stands; `before` is the same window of the year before.

    A line the chief approved is wholly `frozen`: `resolved` and `before` are what was approved, whatever its
    sources say by now. One nobody approved is wholly live. `approved` is the pin that watches a frozen one.
    """

    figure: ReviewFigure
    reference: Reference
    resolved: Resolved | None
    before: Resolved | None
    standing: FigureStanding
    pins: Sequence[Pin]
    section: OutlineHeading
    approved: Pin | None = None
    frozen: FrozenFigure | None = None

    @property
    def label(self) -> str:
        """Return its name, or the key when its indicator is gone."""
        return self.resolved.label if self.resolved else self.figure.key

    @property
    def value(self) -> str:
        """Return it as offices write it: as approved, or as its source says while nobody has."""
        if self.resolved is None or self.resolved.amount is None:
            return "–"
        return write(self.resolved.amount, self.resolved.decimals, self.figure.exact)

    @property
    def chip(self) -> str:
        """Return the tint of its standing."""
        return CHIPS[self.standing]

    @property
    def machine_value(self) -> str:
        """Return it as machines read it."""
        if self.resolved is None or self.resolved.amount is None:
            return ""
        return machine_value(self.resolved.amount, self.resolved.decimals)

    @property
    def said(self) -> str:
        """Say in one line what it is made of, or else what is counted, and how it moved."""
        made_of = (self.resolved.parts or self.resolved.measure) if self.resolved else ""
        return "; ".join(words for words in (made_of, self.compared) if words)

    @property
    def size(self) -> str:
        """Return how wide the value is, for its type size."""
        return size_of(self.value)

    @property
    def compared(self) -> str:
        """Say how it moved since the year before: "120 a year before, 8 more"."""
        if not self.resolved or not self.before or self.before.amount is None:
            return ""
        was = {"was": write_figure(self.before.amount, self.before.decimals)}
        if self.resolved.amount is None:
            return _("%(was)s a year before") % was
        change = self.resolved.amount - self.before.amount
        moved = was | {"change": write_figure(abs(change), self.resolved.decimals)}
        if change > 0:
            return _("%(was)s a year before, %(change)s more") % moved
        if change < 0:
            return _("%(was)s a year before, %(change)s less") % moved
        return _("as many as a year before")


def shown_figures(review: Review) -> list[ShownFigure]:
    """Return the figures of a review in the order of the outline, each frozen or live, with its standing."""
    kept = {each.key: each for each in review.frozen.filter(until=None)}
    return _shown(review, list(review.figures.all()), kept)


def live_figures(review: Review, keys: Collection[str]) -> list[ShownFigure]:
    """Return these figures of a review as their sources say them, whatever is frozen of them."""
    return _shown(review, list(review.figures.filter(key__in=keys)), {})


def _shown(
    review: Review, lines: Sequence[ReviewFigure], kept: Mapping[str, FrozenFigure]
) -> list[ShownFigure]:
    refs = {line.key: review.reference(line.key) for line in lines}
    live = {key: ref for key, ref in refs.items() if key not in kept}
    befores = {}
    if is_compared(review.start_on, review.end_on):
        befores = {key: back(ref, 12) for key, ref in refs.items()}
    earlier = {key: befores[key] for key in live if key in befores}
    resolved = figures.resolve_all([*live.values(), *earlier.values()])
    held = _pins({*refs.values(), *befores.values()})
    pins = {key: _about(review, held, ref, befores.get(key)) for key, ref in refs.items()}
    let_out = standing_releases(live.values())
    asked_under = sections(live)
    shown = [
        _frozen(line, refs[line.key], kept[line.key], pins[line.key])
        if line.key in kept
        else ShownFigure(
            figure=line,
            reference=(ref := refs[line.key]),
            resolved=resolved[ref],
            before=resolved[earlier[line.key]] if line.key in earlier else None,
            standing=standing_of(
                resolved[ref],
                {pin.state for pin in pins[line.key]},
                is_cited=any(pin.holder != HOLDER for pin in pins[line.key]),
                is_released=_is_let_out(let_out.get(ref), resolved[ref]),
            ),
            pins=pins[line.key],
            section=asked_under.get(line.key, OutlineHeading()),
        )
        for line in lines
    ]
    return sorted(
        shown,
        key=lambda each: (each.section.number, each.section.title, each.figure.sort_order),
    )


def _about(
    review: Review,
    held: Mapping[Reference, Sequence[Pin]],
    ref: Reference,
    before: Reference | None,
) -> list[Pin]:
    """Return the pins that cite a line in any text, and the one that watches the year before in this one."""
    watching = held.get(before, ()) if before else ()
    own = [pin for pin in watching if pin.amount_alone and pin.holder_id == review.pk]
    return [*held.get(ref, ()), *own]


def _frozen(
    line: ReviewFigure, ref: Reference, kept: FrozenFigure, pins: Sequence[Pin]
) -> ShownFigure:
    return ShownFigure(
        figure=line,
        reference=ref,
        resolved=kept.resolved,
        before=kept.before,
        standing=standing_of(
            kept.resolved,
            {pin.state for pin in pins},
            is_cited=any(pin.holder != HOLDER for pin in pins),
            is_released=True,
        ),
        pins=pins,
        section=OutlineHeading(kept.section_number, kept.section_title),
        approved=next((pin for pin in pins if _holds(kept, pin)), None),
        frozen=kept,
    )


def state_key(shown: Iterable[ShownFigure], text: str = "") -> str:
    """Return a short name of all a page showed of a review: an approval names what it saw."""
    said: list[object] = [
        (
            each.figure.key,
            asdict(each.resolved) if each.resolved else None,
            each.before.amount if each.before else None,
        )
        for each in shown
    ]
    return digest_of([*said, text] if text else said)[:32]


def seen_key(review: Review, shown: Sequence[ShownFigure]) -> str:
    """Return what an approval of what a page shows says it saw: in the words the office keeps it in."""
    if get_language() == settings.LANGUAGE_CODE:
        return state_key(shown, review.text)
    with office_words():
        return state_key(shown_figures(review), review.text)


def broken_lines() -> list[str]:
    """Return "review/indicator" of each line that is not as it was frozen, or not what its pin says."""
    held = Pin.objects.in_text().filter(holder=HOLDER)
    pins = {(pin.holder_id, pin.key, pin.amount_alone): pin.amount for pin in held}
    standing = FrozenFigure.objects.filter(until=None).order_by("review", "key")
    sealed = FrozenFigure.objects.order_by("review", "key", "pk")
    broken = [each for each in sealed if not each.is_whole]
    texts = [each for each in FrozenText.objects.order_by("review", "pk") if not each.is_whole]
    apart = [
        each
        for each in standing
        for is_before, amount in ((False, each.amount), (True, each.before_amount))
        if pins.get((each.review_id, each.key, is_before), amount) != amount
    ]
    lines = [f"{each.review_id}/{each.key}" for each in broken + apart]
    return list(dict.fromkeys([*lines, *(f"{each.review_id}/text" for each in texts)]))


def _is_let_out(release: Release | None, now: Resolved | None) -> bool:
    return bool(release and now and release.is_of(now))


def _holds(kept: FrozenFigure, pin: Pin) -> bool:
    return (pin.holder, pin.holder_id, pin.amount_alone) == (HOLDER, kept.review_id, False)


def summary(shown: Iterable[ShownFigure]) -> str:
    """Say how many figures stand how: "8 khớp, 1 đã đổi", the most pressing first."""
    tally = Tally(each.standing for each in shown)
    return ", ".join(f"{tally[each]} {each.label}" for each in FigureStanding if each in tally)


def changed(shown: Iterable[ShownFigure]) -> list[ChangedNote]:
    """Return what of these figures waits for a decision, a note a text and cause, the latest first."""
    waiting = [pin.pk for each in shown for pin in each.pins if not pin.is_settled]
    return notes(Pin.objects.filter(pk__in=waiting))


def cut(review: Review, shown: Iterable[ShownFigure]) -> list[tuple[str, str]]:
    """Return (regime, periods) where the window is no union of whole periods of a regime it counts on."""
    window = Span(review.start_on, review.end_on)
    keys = {each.figure.key for each in shown}
    return [(name, ", ".join(labels)) for name, labels in periods_cut(keys, window).items()]


def back(ref: Reference, months: int) -> Reference:
    """Return the same question about a window so many months earlier."""
    start_on, end_on = months_back(ref.start_on, months), months_back(ref.end_on, months)
    return replace(ref, start_on=start_on, end_on=end_on)


def _pins(refs: set[Reference]) -> dict[Reference, list[Pin]]:
    """Return the pins that cite exactly these figures in a text of now."""
    found: dict[Reference, list[Pin]] = {}
    keys, unit_ids = {ref.key for ref in refs}, {ref.unit_id for ref in refs}
    pins = Pin.objects.in_text().filter(key__in=keys, unit__in=unit_ids)
    told = pins.select_related("last_cause").prefetch_related("movings__cause__by")
    for pin in told.order_by("pk"):
        if pin.reference in refs:
            found.setdefault(pin.reference, []).append(pin)
    return found


def sections(keys: Collection[str]) -> dict[str, OutlineHeading]:
    """Return under which heading of the latest published form each indicator is asked."""
    rows = Row.objects.filter(
        indicator__key__in=keys, section__form__published_at__isnull=False
    ).order_by("section__form__published_at", "-section__number")
    columns = ("indicator__key", "section__number", "section__title", "section__form")
    return {key: OutlineHeading(*where) for key, *where in rows.values_list(*columns)}


@dataclass(frozen=True)
class ReviewChoice:
    """An indicator a review may ask for, under the heading of the outline that asks units for it."""

    key: str
    name: str
    measure: str
    section: OutlineHeading


def choices(words: str = "") -> list[ReviewChoice]:
    """Return the indicators that exist, those of an outline in its order, all words found in the name.

    Outline by outline, so that no heading comes twice.
    Blind to marks and case; those no form asks for come first: they are counted from records.
    """
    wanted = fold(words).split()
    found = [
        each
        for each in Indicator.objects.all()
        if all(word in fold(f"{each.name} {each.key}") for word in wanted)
    ]
    under = sections({each.key for each in found})
    offered = [
        ReviewChoice(each.key, each.name, each.measure, under.get(each.key, OutlineHeading()))
        for each in found
    ]
    return sorted(offered, key=lambda each: (each.section.form, each.section.number))
