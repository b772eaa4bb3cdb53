"""The remarks of reports: read with the figures they cite, and which figures are in their writer's reach."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhip.office.figures.choices import Basis
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import (
    DrawnWords,
    OwnLine,
    Reading,
    drawn,
    offered,
    read,
    read_with,
    released_in_reach,
    told_figures,
)
from nhip.office.figures.registry import Offer, Reference, Resolved
from nhip.office.figures.rules.kinds import Nature
from nhip.office.figures.rules.prose import Passage, SaidNumber, rewritten
from nhip.office.figures.rules.told import kept
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.queries import previous, same_last_year
from nhip.organisation.units.queries import known_names
from nhip.work.forms.models import Section
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import Content, Figure, RowAsked, examine, quotients
from nhip.work.indicators.models import Indicator

from .. import rules
from ..models import Report, Revision
from .drafts import typed_cells, typed_narratives

Cell = tuple[RowAsked, Indicator, Figure | None]


def cells_of(form: Blank, figures: Mapping[int, Figure]) -> list[Cell]:
    """Return the rows of a form with what they say; `figures` are by row."""
    return [(form.asked[row.pk], row.indicator, figures.get(row.pk)) for row in form.rows]


def lines_of(report: Report, cells: Iterable[Cell]) -> list[OwnLine]:
    """Return the cells of a report as its remarks may cite them: a draft's too, that nobody else sees yet."""
    period = report.obligation.period
    days = period.start_on, period.end_on
    found = []
    for asked, indicator, figure in cells:
        if figure is None:
            continue
        said = Resolved(
            figure.amount,
            asked.decimals,
            asked.name,
            indicator.definition,
            indicator.measure,
            coverage="",
            parts="",
            is_sample=report.is_sample,
            is_withheld=False,
        )
        ref = Reference(asked.key, report.unit_id, *days, Basis.SUBMITTED)
        section, number = asked.place
        offer = Offer(ref, asked.name, period.label, said)
        found.append(OwnLine(rules.line_of(asked.place), offer, f"#o-{section}-{number}"))
    return found


def figures_now(report: Report, form: Blank) -> dict[int, Figure]:
    """Return what the cells of a draft say, computed ones among them."""
    said = examine(form.asked.values(), form.checks, typed_cells(report), {}).figures
    return dict(said) | quotients(form.asked.values(), said)


def passages_of(form: Blank, texts: Mapping[int, str]) -> list[Passage]:
    """Return the remarks of a report as passages; `texts` are by section."""
    return [
        Passage(rules.passage_of(section.number), texts[section.pk], label=str(section))
        for section in form.sections
        if texts.get(section.pk, "").strip()
    ]


def brought_in_step(
    reports: Iterable[Report], texts: Mapping[int, Mapping[int, str]]
) -> dict[int, dict[int, str]]:
    """Return the remarks whose figures were taken anew since they were written, as they say them now.

    By report and section, as `texts`, each table read once.
    """
    held = {"holder": rules.HOLDER, "holder_id__in": texts.keys()}
    answers: dict[int, dict[tuple[str, str, int], SaidNumber]] = {}
    for answer in NumberAnswer.objects.filter(**held):
        answers.setdefault(answer.holder_id, {})[answer.key] = answer.said
    pins = Pin.objects.filter(**held).prefetch_related("values").in_bulk() if answers else {}

    def stood(answer: SaidNumber) -> Iterable[str]:
        pin = pins.get(answer.pin or 0)
        return [pin.write(one.amount, answer.format) for one in pin.values.all()] if pin else []

    def now(answer: SaidNumber) -> str:
        pin = pins[answer.pin or 0]
        return pin.write(pin.amount, answer.format)

    found: dict[int, dict[int, str]] = {}
    for report in (each for each in reports if each.pk in answers):
        sections = {rules.passage_of(each.number): each.pk for each in report.blank.sections}
        for passage in passages_of(report.blank, texts[report.pk]):
            text = rewritten(passage, answers[report.pk], stood, now)
            if text != passage.stored:
                found.setdefault(report.pk, {})[sections[passage.name]] = text
    return found


def read_remarks(report: Report, form: Blank, figures: Mapping[int, Figure]) -> Reading:
    """Read the remarks of a draft with the figures they cite."""
    passages = passages_of(form, typed_narratives(report))
    return read(rules.HOLDER, report.pk, passages, lines_of(report, cells_of(form, figures)))


def read_section(
    report: Report, section: Section, text: str, cells: Iterable[Cell]
) -> Reading | None:
    """Read the remarks of one section as they stand on a page; None where they say no number."""
    passage = Passage(rules.passage_of(section.number), text, label=str(section))
    if all(spot.number.kind != Nature.FIGURE for spot in passage.spots()):
        return None
    return read(rules.HOLDER, report.pk, [passage], lines_of(report, cells))


def reach_of(report: Report, keys: Collection[str], on: date) -> Callable[[], list[Offer]]:
    """Return what finds the figures remarks may cite beside the report's own cells.

    The unit's own as handed in, that is what their writer sees, of this period, the one before, a year ago and
    the year so far; then what is released of the unit and those below.
    """

    def find() -> list[Offer]:
        period = report.obligation.period
        spans = [(each.start_on, each.end_on) for each in _beside(report)]
        days = [(period.start_on, period.end_on), *spans]
        days += [(date(period.year, 1, 1), period.end_on)]
        refs = [
            Reference(key, report.unit_id, *window, Basis.SUBMITTED)
            for window in dict.fromkeys(days)
            for key in dict.fromkeys(keys)
        ]
        return [*offered(refs), *released_in_reach(report.unit_id, on)]

    return find


def _beside(report: Report) -> list[Period]:
    period = report.obligation.period
    return [each for each in (previous(period), same_last_year(period)) if each]


@dataclass(frozen=True)
class CitingDrafts:
    """Several drafts with what was answered about the numbers of their remarks, each table read once."""

    answers: Mapping[int, Mapping[tuple[str, str, int], SaidNumber]]
    pins: Mapping[int, Mapping[int, Pin]]
    names: Collection[str]

    @classmethod
    def of(cls, reports: Collection[Report]) -> CitingDrafts:
        """Read what drafts cite: one query where none ever cited anything."""
        held = {"holder": rules.HOLDER, "holder_id__in": [report.pk for report in reports]}
        answers: dict[int, dict[tuple[str, str, int], SaidNumber]] = {}
        for answer in NumberAnswer.objects.filter(**held):
            answers.setdefault(answer.holder_id, {})[answer.key] = answer.said
        pins: dict[int, dict[int, Pin]] = {}
        for pin in Pin.objects.filter(**held) if answers else ():
            pins.setdefault(pin.holder_id, {})[pin.pk] = pin
        return cls(answers, pins, known_names() if answers else ())

    def read(
        self,
        report: Report,
        form: Blank,
        texts: Mapping[int, str],
        figures: Mapping[int, Figure],
    ) -> Reading:
        """Read the remarks of one of them; `texts` by section, `figures` by row."""
        return read_with(
            self.pins.get(report.pk, {}),
            self.answers.get(report.pk, {}),
            passages_of(form, texts),
            self.names,
            lines_of(report, cells_of(form, figures)),
        )


def sealed(reading: Reading) -> dict[str, list[Content]]:
    """Return, by passage, the figures that remarks cite, as a revision keeps them."""
    return {name: kept(its) for name, its in told_figures(reading).items()}


def drawn_remarks(revision: Revision, *, sees_handed_in: bool) -> dict[str, DrawnWords]:
    """Return the remarks of a revision by passage, with the figures they were handed in with."""
    texts = rules.narratives_of(revision.content)
    passages = {rules.passage_of(section): text for section, text in texts.items()}
    places = rules.figures_of(revision.content)
    urls = {rules.line_of(place): f"#o-{place[0]}-{place[1]}" for place in places}
    cited = rules.cited_in(revision.content)
    return drawn(passages, cited, urls, sees_handed_in=sees_handed_in) if cited else {}
