"""A draft as an xlsx to fill in elsewhere, and what it changes when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.sheets.returning import Keyed, read_keyed
from nhip.kit.sheets.scanning import BadFile, place_of
from nhip.kit.text import pages
from nhip.kit.text.rules import NotAFigure, nfc, write_figure
from nhip.organisation.accounts.models import User
from nhip.work.forms.printed import key_of, paper_of
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import (
    RowAsked,
    Typed,
    ZeroOrNothing,
    is_same,
    is_unclear,
    read_cell,
    read_typed,
)

from . import papers, queries, rules
from .models import Report

SEEN = "seen."
NAMED = 12  # rows or cells a notice names


@dataclass(frozen=True)
class CellFault:
    """What is wrong at one cell of the file: its address there, and what it asks."""

    cell: str
    name: str
    message: str | Promise


@dataclass
class FilledWorkbook:
    """What a file changes since it was handed out, by row and by section; nothing if it has faults.

    `seen` and `seen_texts` are what the same places held when it was handed out, `notices` what of
    the file was not taken as it stands.
    """

    typed: dict[int, Typed] = field(default_factory=dict)
    seen: dict[int, Typed] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    seen_texts: dict[int, str] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def draft_paper(report: Report) -> pages.Paper:
    """Return the draft as it stands, bound to its unit and period, with what each cell holds now."""
    sheet = papers.draft_sheet(report)
    seen = {}
    for part in sheet.parts:
        seen[f"{SEEN}n.{part.section.number}"] = part.text
        for line in part.lines:
            flag = "1" if line.typed.is_nil else "0"
            seen[SEEN + key_of(line.asked.place)] = flag + line.typed.raw
    words = _("%(unit)s. Write in the tinted cells; “không phát sinh” says nothing to report.")
    subtitle = words % {"unit": report.unit.name}
    marks = _marks(report) | {"title": _title(report)} | seen
    return paper_of(report.form, str(report.obligation), subtitle, sheet, marks)


def read_draft(report: Report, file: IO[bytes], name: str) -> FilledWorkbook:
    """Read what a file changes in a draft. Raises BadFile where it is another report's file."""
    came = read_keyed(file, name, draft_paper(report))
    _must_be_of(report, came)
    filled, form, places = FilledWorkbook(), report.blank, queries.open_places_of(report)
    filled.notices += _notices(came)
    told = {fault.cell: fault.message for fault in came.faults}
    names = _names(came, form)
    filled.faults += [CellFault(cell, names.get(cell, ""), why) for cell, why in told.items()]
    for place, row in form.by_place().items():
        key = key_of(place)
        if row.quotient or key not in came.said or came.cells[key] in told:
            continue
        typed, seen = read_typed(came.said[key]), _seen(came, key)
        if is_same(typed, seen, row.decimals):
            continue
        filled.seen[row.row_id] = seen
        why: str | Promise = "" if places.opens(*place) else _locked()
        try:
            filled.typed[row.row_id] = _tidy(typed, row)
        except ZeroOrNothing:
            filled.typed[row.row_id] = typed  # asked where it is shown, before anything is taken
        except NotAFigure as fault:
            why = fault.message
        if why:
            filled.faults.append(CellFault(came.cells[key], names[came.cells[key]], why))
    for section in form.sections:
        key = f"n.{section.number}"
        text, was = came.said.get(key, ""), came.marks.get(SEEN + key, "")
        if key not in came.said or came.cells[key] in told or text == nfc(was).strip():
            continue
        if not places.opens(section.number):
            filled.faults.append(CellFault(came.cells[key], names[came.cells[key]], _locked()))
        filled.texts[section.pk], filled.seen_texts[section.pk] = text, was
    asked = [
        came.cells[key_of(row.place)]
        for row in form.asked.values()
        if is_unclear(filled.typed.get(row.row_id, Typed()).raw)
    ]
    if asked and filled.faults:
        filled.notices.append(_also_asked(asked))
    filled.faults.sort(key=lambda fault: place_of(fault.cell.partition(":")[0]))
    return filled


def _notices(came: Keyed) -> Iterable[str]:
    """Say what of a file was left out, and what was taken otherwise than it stands."""
    if not came.is_bound:
        yield _(
            "This file lost its hidden sheet, as a .csv does: rows were found by their names, and"
            " whatever differs from the draft is shown below."
        )
    if came.others:
        yield _("Not read: the sheet “%(others)s”.") % {"others": _listed(came.others)}
    if came.columns:
        words = ngettext(
            "Not read: a column that is none of the form's: %(columns)s.",
            "Not read: columns that are none of the form's: %(columns)s.",
            len(came.columns),
        )
        yield words % {"columns": _listed(came.columns)}
    if came.formulas:
        words = ngettext(
            "%(n)d cell is a formula; the value kept in it was taken: %(cells)s.",
            "%(n)d cells are formulas; the values kept in them were taken: %(cells)s.",
            len(came.formulas),
        )
        yield words % {"n": len(came.formulas), "cells": _listed(came.formulas)}
    if came.missing:
        words = ngettext(
            "%(n)d row is gone from the file; the draft keeps what it says there: %(rows)s.",
            "%(n)d rows are gone from the file; the draft keeps what it says there: %(rows)s.",
            len(came.missing),
        )
        rows = [f"“{words}”" for words in came.missing]
        yield words % {"n": len(came.missing), "rows": _listed(rows)}
    if came.left:
        words = ngettext(
            "%(n)d row is none of the form's, and was left out: %(rows)s.",
            "%(n)d rows are none of the form's, and were left out: %(rows)s.",
            len(came.left),
        )
        rows = [f"{_('row')} {each.row} “{each.words}”" for each in came.left]
        yield words % {"n": len(came.left), "rows": _listed(rows)}


def _also_asked(cells: Sequence[str]) -> str:
    """Say beside faults which cells will be asked once these are mended."""
    words = ngettext(
        "%(n)d cell holds a dash, “không” or the like: is it 0, or nothing to report? It is asked once the"
        " rest is right: %(cells)s.",
        "%(n)d cells hold a dash, “không” or the like: 0, or nothing to report? They are asked once the"
        " rest is right: %(cells)s.",
        len(cells),
    )
    return words % {"n": len(cells), "cells": _listed(cells)}


def _listed(said: Sequence[str]) -> str:
    return "; ".join(said[:NAMED]) + ("; …" if len(said) > NAMED else "")


def _tidy(typed: Typed, row: RowAsked) -> Typed:
    """Write a figure as Vietnamese does, whatever the spreadsheet made of it. Raises NotAFigure."""
    figure = read_cell(typed, row.decimals)
    if figure is None or figure.is_nil:
        return typed
    return Typed(write_figure(figure.amount, row.decimals))


def unsaved(report: Report, filled: FilledWorkbook, by: User) -> papers.Unsaved:
    """Return what a file would change in the draft as it stands now, and where somebody wrote since."""
    stored, texts = queries.typed_cells(report), queries.typed_narratives(report)
    cells = {row: typed for row, typed in filled.typed.items() if typed != stored.get(row, Typed())}
    new_texts = {each: text for each, text in filled.texts.items() if text != texts.get(each, "")}
    theirs = {
        row: now
        for row, typed in cells.items()
        if rules.merge(typed, filled.seen[row], now := stored.get(row, Typed()))[1]
    }
    their_texts = {
        each: there
        for each, text in new_texts.items()
        if rules.merge(text, filled.seen_texts[each], there := texts.get(each, ""))[1]
    }
    own, own_texts = queries.typed_by(by, report, theirs, their_texts)
    return papers.Unsaved(
        cells,
        new_texts,
        papers.told_clashes(theirs, own),
        papers.told_text_clashes(their_texts, own_texts),
        filled.seen,
        filled.seen_texts,
        theirs,
        their_texts,
        own,
        own_texts,
    )


def _locked() -> str:
    return _("Locked: the unit above returned other places only. Nothing here was changed.")


def _seen(came: Keyed, key: str) -> Typed:
    kept = came.marks.get(SEEN + key, "0")
    return Typed(kept[1:], kept[:1] == "1")


def _names(came: Keyed, form: Blank) -> dict[str, str]:
    """Return what each cell of the file asks, by its address."""
    keys = {f"n.{section.number}": str(section) for section in form.sections}
    for (section, number), row in form.by_place().items():
        keys[key_of((section, number))] = f"{section}.{number}. {row.name}"
    return {cell: keys.get(key, "") for key, cell in came.cells.items()}


def _marks(report: Report) -> dict[str, str]:
    """Return what binds a file: form and version, regime, unit and period."""
    period = report.obligation.period
    return {
        "form": report.form.code,
        "version": str(report.form.version),
        "regime": report.obligation.regime.code,
        "unit": report.unit.code,
        "period": f"{period.start_on}/{period.end_on}",
    }


def _title(report: Report) -> str:
    obligation = report.obligation
    return f"{report.unit.name}, {obligation.regime.name}, {obligation.period.label}"


def _must_be_of(report: Report, came: Keyed) -> None:
    asked = _marks(report)
    differing = {name for name, mark in asked.items() if came.marks.get(name) != mark}
    if not differing:
        return
    this = _title(report)
    if "unit" not in came.marks:
        words = _("This file is not a draft to fill in. Download the one of “%(this)s”.")
        raise BadFile(words % {"this": this})
    if differing == {"version"}:
        words = _("This file asks by another version of the form. Download it again.")
        raise BadFile(words)
    words = _("This file is of “%(other)s”, and this is “%(this)s”. Nothing was taken from it.")
    raise BadFile(words % {"other": came.marks.get("title", ""), "this": this})
