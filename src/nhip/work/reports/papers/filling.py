"""The sheet of a draft, and of what was handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from nhip.work.forms.papers import Sheet, SheetLine, SheetPart, in_words, lay_out
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import Figure, Problem, Typed, broken_rules, examine, quotients

from .. import queries, rules
from ..models import Report, Revision


@dataclass
class Unsaved:
    """What a person typed that could not be kept, shown again with the reason; nothing is lost.

    `seen` and `seen_texts` are what it was typed over, and stay so until the person has chosen
    between it and `theirs`: saving once more never writes over what another person wrote.
    """

    cells: Mapping[int, Typed] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    problems: Mapping[int, str | Promise] = field(default_factory=dict)
    text_problems: Mapping[int, str | Promise] = field(default_factory=dict)
    seen: Mapping[int, Typed] = field(default_factory=dict)
    seen_texts: Mapping[int, str] = field(default_factory=dict)
    theirs: Mapping[int, Typed] = field(default_factory=dict)
    their_texts: Mapping[int, str] = field(default_factory=dict)
    own: Collection[int] = ()  # of theirs, what the same person wrote in another window
    own_texts: Collection[int] = ()


@dataclass(frozen=True)
class SectionChange:
    """What a file would change in one section."""

    part: SheetPart
    lines: list[SheetLine]
    has_text: bool


def changes(sheet: Sheet, unsaved: Unsaved) -> list[SectionChange]:
    """Return only what is not saved, section by section."""
    found = [
        SectionChange(
            part,
            [line for line in part.lines if line.asked.row_id in unsaved.cells],
            part.section.pk in unsaved.texts,
        )
        for part in sheet.parts
    ]
    return [change for change in found if change.lines or change.has_text]


def bare_sheet(report: Report) -> Sheet:
    """Return the sections of a draft with nothing in them: which fields its pages send in."""
    return lay_out(report.blank, {}, [], {}, {})


def draft_sheet(report: Report, unsaved: Unsaved | None = None) -> Sheet:
    """Return the draft as it stands, with what is wrong and what is missing told at the cell."""
    unsaved = unsaved or Unsaved()
    form = report.blank
    stored, texts = queries.typed_cells(report), queries.typed_narratives(report)
    sources = queries.reused_cells(report)
    beside = queries.said_beside(report)
    own = [row for row in form.asked.values() if row.row_id not in sources]
    earlier = queries.figures_before(report, form)
    sheet = filled_sheet(
        form, stored, earlier, unsaved, lambda said: rules.contradictions(own, said, beside)
    )
    files = queries.attached(report)
    for part in sheet.parts:
        part.files = [each for each in files if each.section_id == part.section.pk]
        stored_text = texts.get(part.section.pk, "")
        part.seen_text = unsaved.seen_texts.get(part.section.pk, stored_text)
        part.text = unsaved.texts.get(part.section.pk, stored_text)
        part.theirs = unsaved.their_texts.get(part.section.pk)
        part.is_own = part.section.pk in unsaved.own_texts
        part.text_problem = unsaved.text_problems.get(part.section.pk, "")
        for line in part.lines:
            line.taken_from = sources.get(line.asked.row_id, ("", ""))[1]
    first = sheet.parts[0]
    first.must_write = form.asks_words_only
    first.lacks_words = queries.lacks_words(form, [part.text for part in sheet.parts], files)
    sheet.mark(queries.open_places_of(report))
    return sheet


def filled_sheet(
    form: Blank,
    stored: Mapping[int, Typed],
    earlier: tuple[Mapping[int, Figure], Mapping[int, Figure]],
    unsaved: Unsaved,
    found_beside: Callable[[Mapping[int, Figure]], list[Problem]] = lambda said: [],
) -> Sheet:
    """Return a draft's tables; `earlier` are the figures of the period before and of a year ago.

    `found_beside` says what is wrong with its figures beside those of other reports.
    """
    cells = dict(stored) | dict(unsaved.cells)
    before, last_year = earlier
    examined = examine(form.asked.values(), form.checks, cells, before)
    problems = [
        *(Problem(row_id, why) for row_id, why in unsaved.problems.items()),
        *(found for found in examined.problems if found.row_id not in unsaved.problems),
        *found_beside(examined.figures),
    ]
    sheet = lay_out(form, examined.figures, problems, before, last_year)
    for part in sheet.parts:
        for line in part.lines:
            line.typed = cells.get(line.asked.row_id, Typed())
            line.seen = unsaved.seen.get(line.asked.row_id) or stored.get(
                line.asked.row_id, Typed()
            )
            line.theirs = unsaved.theirs.get(line.asked.row_id)
            line.is_own = line.asked.row_id in unsaved.own
            line.is_missing = line.asked.row_id in examined.missing
    return sheet


def revision_sheet(
    revision: Revision, since: Revision | None = None, *, sees_handed_in: bool = False
) -> Sheet:
    """Return a revision as it was handed in, with what it changed since another one.

    Figures its remarks cite lead to values nobody accepted only for who `sees_handed_in`.
    """
    form = revision.report.blank
    places, texts = form.by_place(), rules.narratives_of(revision.content)
    figures = {
        places[place].row_id: figure for place, figure in rules.figures_of(revision.content).items()
    }
    figures |= quotients(form.asked.values(), figures)
    before, last_year = queries.figures_before(revision.report, form)
    checked = broken_rules(form.asked.values(), form.checks, figures, before)
    own = [places[place] for place in rules.own_figures_of(revision.content)]
    checked += rules.contradictions(own, figures, queries.said_beside(revision.report))
    sheet = lay_out(form, figures, checked, before, last_year)
    changes = since and rules.changes_between(since.content, revision.content)
    sources = queries.sources_of(revision)
    files, remarks = (
        queries.handed_in_with(revision),
        queries.drawn_remarks(revision, sees_handed_in=sees_handed_in),
    )
    for part in sheet.parts:
        number = part.section.number
        part.drawn = remarks.get(rules.passage_of(number))
        part.files = [each for each in files if each.section_id == part.section.pk]
        part.text = texts.get(number, "")
        for line in part.lines:
            line.taken_from = sources.get(line.asked.place, "")
        if not changes:
            continue
        part.is_refiled = number in changes.files
        if number in changes.narratives:
            part.was_text = changes.narratives[number][0]
        for line in part.lines:
            if line.asked.place in changes.figures:
                line.was = in_words(changes.figures[line.asked.place][0], line.asked.decimals)
    return sheet
