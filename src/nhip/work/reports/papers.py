"""What a report says on the page: a draft to fill in, or a revision as it was handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.text.rules import write_figure
from nhip.work.indicators.choices import Verdict
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.rules import verdict

from . import queries, rules
from .choices import Asks, Check, FileKind, Progress, Severity
from .models import Attachment, Form, Report, Revision, RowCheck, Section
from .rules import Figure, Typed


@dataclass
class Line:
    """One row of a table, with what it said before beside it."""

    asked: rules.Asked
    indicator: Indicator
    group: str
    typed: Typed
    seen: Typed
    figure: Figure | None
    before: Figure | None
    last_year: Figure | None
    problems: list[rules.Problem]
    is_missing: bool = False
    was: str | None = None
    taken_from: str = ""
    asked_to: str = ""
    is_locked: bool = False
    mend: BoundField | None = None
    theirs: Typed | None = None

    @property
    def is_computed(self) -> bool:
        """Tell whether the row is divided from two others and cannot be typed in."""
        return self.asked.quotient is not None

    @property
    def is_wrong(self) -> bool:
        """Tell whether something here stops the hand-in."""
        return any(problem.severity == Severity.ERROR for problem in self.problems)

    @property
    def difference(self) -> int | None:
        """Return how far the figure moved since the period before."""
        if self.figure is None or self.before is None:
            return None
        return self.figure.amount - self.before.amount

    @property
    def is_large(self) -> bool:
        """Tell whether it moved so far that somebody should ask why."""
        if self.is_computed or self.is_wrong or self.figure is None or self.before is None:
            return False
        return rules.is_large_change(self.figure.amount, self.before.amount, self.asked.decimals)

    @property
    def verdict(self) -> Verdict | None:
        """Return on which side of its norm the figure is."""
        amount = self.figure.amount if self.figure else None
        return verdict(amount, self.indicator.norm, self.indicator.norm_side)


@dataclass
class Part:
    """One section: its table and its narrative."""

    section: Section
    lines: list[Line]
    text: str
    seen_text: str
    text_problem: str | Promise = ""
    was_text: str | None = None
    asked_to: str = ""
    is_locked: bool = False
    mend: BoundField | None = None
    theirs: str | None = None
    files: list[Attachment] = field(default_factory=list)
    is_refiled: bool = False

    @property
    def lacks_file(self) -> bool:
        """Tell whether a file must be attached here and none is."""
        return self.section.asks_files == Asks.MUST and not self.files

    @property
    def files_asked(self) -> str:
        """Say what files the section asks for; "" where it asks for none."""
        if self.section.asks_files == Asks.NONE:
            return ""
        kinds = ", ".join(str(FileKind(kind).label) for kind in self.section.file_kinds)
        said = {"asks": self.section.get_asks_files_display(), "kinds": kinds}
        return _("%(asks)s; %(kinds)s; each at most %(n)d MB") % (
            said | {"n": self.section.most_megabytes}
        )

    @property
    def paragraphs(self) -> list[rules.Paragraph]:
        """Return the remarks beside what they were, paragraph by paragraph."""
        return rules.paragraphs_between(self.was_text or "", self.text)

    @property
    def brought(self) -> list[rules.Paragraph]:
        """Return the remarks a file brings beside those of the draft."""
        return rules.paragraphs_between(self.theirs or self.seen_text, self.text)

    @property
    def is_named(self) -> bool:
        """Tell whether the last return named anything here."""
        return bool(self.asked_to) or any(line.asked_to for line in self.lines)

    @property
    def words(self) -> int:
        """Return how long the narrative is."""
        return rules.count_words(self.text)

    @property
    def wrong(self) -> list[Line]:
        """Return the rows with errors, in order."""
        return [line for line in self.lines if line.is_wrong]

    @property
    def missing(self) -> list[Line]:
        """Return the empty rows that must be filled in, in order."""
        return [line for line in self.lines if line.is_missing]

    @property
    def progress(self) -> Progress:
        """Return how far the section has come."""
        begun = bool(self.text.strip()) or any(
            line.typed != Typed() for line in self.lines if not line.is_computed
        )
        wrong = len(self.wrong) + bool(self.text_problem)
        missing = len(self.missing) + self.lacks_file
        return rules.progress_of(wrong=wrong, missing=missing, begun=begun or bool(self.files))

    @property
    def is_changed(self) -> bool:
        """Tell whether the revision changed anything here."""
        return (
            self.is_refiled
            or self.was_text is not None
            or any(line.was is not None for line in self.lines)
        )


@dataclass
class Sheet:
    """A whole report."""

    parts: list[Part]

    def part(self, number: int | None) -> Part | None:
        """Return the section of this number, or the first."""
        chosen = [part for part in self.parts if part.section.number == number]
        return next(iter(chosen or self.parts), None)

    @property
    def first_open(self) -> int | None:
        """Return the first section the last return named."""
        return next((part.section.number for part in self.parts if part.is_named), None)

    @property
    def asked(self) -> list[tuple[str, str, str]]:
        """Return what the last return named: (address, place in words, reason)."""
        found = []
        for part in self.parts:
            number = part.section.number
            if part.asked_to:
                found.append((f"?muc={number}", str(part.section), part.asked_to))
            for line in part.lines:
                if line.asked_to:
                    place = f"{number}.{line.asked.place[1]}. {line.asked.name}"
                    address = f"?muc={number}#r-{line.asked.row_id}"
                    found.append((address, place, line.asked_to))
        return found

    def mark(self, scope: rules.Scope) -> None:
        """Say at each place why it was returned, or that it was not."""
        for part in self.parts:
            number = part.section.number
            part.asked_to = scope.reasons.get((number, None), "")
            part.is_locked = not scope.opens(number)
            for line in part.lines:
                line.asked_to = scope.reasons.get(line.asked.place, "")
                line.is_locked = not line.is_computed and not scope.opens(*line.asked.place)

    @property
    def errors(self) -> int:
        """Count what is wrong."""
        return sum(len(part.wrong) + bool(part.text_problem) for part in self.parts)

    @property
    def missing(self) -> int:
        """Count the cells that must be filled in and are empty."""
        return sum(len(part.missing) for part in self.parts)

    @property
    def complete(self) -> int:
        """Count the sections that are done."""
        return sum(part.progress == Progress.COMPLETE for part in self.parts)

    @property
    def changed(self) -> list[tuple[str, str]]:
        """Return what the revision changed: (anchor on the page, words)."""
        found = []
        for part in self.parts:
            number = part.section.number
            for line in part.lines:
                if line.was is not None:
                    row = line.asked.place[1]
                    found.append((f"o-{number}-{row}", _change(line, f"{number}.{row}")))
            if part.was_text is not None:
                words = _("Remarks on section %(number)d") % {"number": number}
                found.append((f"muc-{number}", words))
            if part.is_refiled:
                words = _("Attachments of section %(number)d") % {"number": number}
                found.append((f"muc-{number}", words))
        return found

    @property
    def striking(self) -> list[tuple[str, str]]:
        """Return what to look at first: (anchor on the page, words)."""
        return [
            (f"o-{part.section.number}-{line.asked.place[1]}", line.asked.name)
            for part in self.parts
            for line in part.lines
            if line.is_large or line.verdict == Verdict.MISSED
        ]

    @property
    def first_unfiled(self) -> int | None:
        """Return the first section that lacks a file."""
        return next((part.section.number for part in self.parts if part.lacks_file), None)

    @property
    def first_fault(self) -> tuple[int, int] | None:
        """Return where to look first: the section's number and the row; errors before gaps."""
        for faults in ("wrong", "missing"):
            for part in self.parts:
                for line in getattr(part, faults):
                    return part.section.number, line.asked.row_id
        return None


def _change(line: Line, place: str) -> str:
    return _("%(place)s. %(name)s: was %(was)s, now %(now)s") % {
        "place": place,
        "name": line.asked.name,
        "was": line.was,
        "now": in_words(line.figure, line.asked.decimals),
    }


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


@dataclass(frozen=True)
class Change:
    """What a file would change in one section."""

    part: Part
    lines: list[Line]
    has_text: bool


def changes(sheet: Sheet, unsaved: Unsaved) -> list[Change]:
    """Return only what is not saved, section by section."""
    found = [
        Change(
            part,
            [line for line in part.lines if line.asked.row_id in unsaved.cells],
            part.section.pk in unsaved.texts,
        )
        for part in sheet.parts
    ]
    return [change for change in found if change.lines or change.has_text]


def draft_sheet(report: Report, unsaved: Unsaved | None = None) -> Sheet:
    """Return the draft as it stands, with what is wrong and what is missing told at the cell."""
    unsaved = unsaved or Unsaved()
    form = queries.blank(report.form)
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
        part.text_problem = unsaved.text_problems.get(part.section.pk, "")
        for line in part.lines:
            line.taken_from = sources.get(line.asked.row_id, ("", ""))[1]
    sheet.mark(queries.scope_of(report))
    return sheet


def filled_sheet(
    form: queries.Blank,
    stored: Mapping[int, Typed],
    earlier: tuple[Mapping[int, Figure], Mapping[int, Figure]],
    unsaved: Unsaved,
    found_beside: Callable[[Mapping[int, Figure]], list[rules.Problem]] = lambda said: [],
) -> Sheet:
    """Return a draft's tables; `earlier` are the figures of the period before and of a year ago.

    `found_beside` says what is wrong with its figures beside those of other reports.
    """
    cells = dict(stored) | dict(unsaved.cells)
    before, last_year = earlier
    examined = rules.examine(form.asked.values(), form.checks, cells, before)
    problems = [
        *(rules.Problem(row_id, why) for row_id, why in unsaved.problems.items()),
        *(found for found in examined.problems if found.row_id not in unsaved.problems),
        *found_beside(examined.figures),
    ]
    sheet = _sheet(form, examined.figures, problems, before, last_year)
    for part in sheet.parts:
        for line in part.lines:
            line.typed = cells.get(line.asked.row_id, Typed())
            line.seen = unsaved.seen.get(line.asked.row_id) or stored.get(
                line.asked.row_id, Typed()
            )
            line.theirs = unsaved.theirs.get(line.asked.row_id)
            line.is_missing = line.asked.row_id in examined.missing
    return sheet


def revision_sheet(revision: Revision, since: Revision | None = None) -> Sheet:
    """Return a revision as it was handed in, with what it changed since another one."""
    form = queries.blank(revision.report.form)
    places, texts = form.by_place(), rules.narratives_of(revision.content)
    figures = {
        places[place].row_id: figure for place, figure in rules.figures_of(revision.content).items()
    }
    figures |= rules.quotients(form.asked.values(), figures)
    before, last_year = queries.figures_before(revision.report, form)
    checked = rules.broken_rules(form.asked.values(), form.checks, figures, before)
    own = [places[place] for place in rules.own_figures_of(revision.content)]
    checked += rules.contradictions(own, figures, queries.said_beside(revision.report))
    sheet = _sheet(form, figures, checked, before, last_year)
    changes = since and rules.changes_between(since.content, revision.content)
    sources = queries.sources_of(revision)
    files = queries.handed_in_with(revision)
    for part in sheet.parts:
        number = part.section.number
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


def _sheet(
    form: queries.Blank,
    figures: Mapping[int, Figure],
    problems: list[rules.Problem],
    before: Mapping[int, Figure],
    last_year: Mapping[int, Figure],
) -> Sheet:
    parts = [Part(section, [], "", "") for section in form.sections]
    by_section = {part.section.pk: part for part in parts}
    for row in form.rows:
        by_section[row.section_id].lines.append(
            Line(
                form.asked[row.pk],
                row.indicator,
                row.group,
                Typed(),
                Typed(),
                figures.get(row.pk),
                before.get(row.pk),
                last_year.get(row.pk),
                [problem for problem in problems if problem.row_id == row.pk],
            )
        )
    return Sheet(parts)


def blank_sheet(form: Form) -> Sheet:
    """Return a form with nothing written in it, as its reporter will find it."""
    return _sheet(queries.blank(form), {}, [], {}, {})


@dataclass(frozen=True)
class CheckLine:
    """One check of a form in words."""

    pk: int
    section: int
    words: str
    severity: str
    is_error: bool
    text: str


def checks(form: Form) -> list[CheckLine]:
    """Return a form's checks in words, in the order of its rows."""
    asked = queries.blank(form).asked
    return [
        CheckLine(
            check.pk,
            check.row.section.number,
            _rule_in_words(check, asked),
            check.get_severity_display(),
            check.severity == Severity.ERROR,
            check.text,
        )
        for check in queries.checks_of(form)
    ]


def _rule_in_words(check: RowCheck, asked: Mapping[int, rules.Asked]) -> str:
    def name(row_id: int | None) -> str:
        row = asked[row_id or 0]
        return f"{row.place[0]}.{row.place[1]} {row.name}"

    decimals = asked[check.row_id].decimals
    said: dict[str, str | int] = {"row": name(check.row_id)}
    match check.rule:
        case Check.NOT_ABOVE:
            said["other"] = name(check.other_id)
            return _("%(row)s: not above %(other)s") % said
        case Check.SUM_ROWS:
            said["others"] = ", ".join(name(each.pk) for each in check.others.all())
            return _("%(row)s: the sum of %(others)s") % said
        case Check.CHANGE:
            said["percent"] = check.percent or 0
            return _("%(row)s: within %(percent)d%% of the previous period") % said
        case Check.RANGE:
            bounds = []
            if check.lowest is not None:
                bounds.append(
                    _("at least %(figure)s") % {"figure": write_figure(check.lowest, decimals)}
                )
            if check.highest is not None:
                bounds.append(
                    _("at most %(figure)s") % {"figure": write_figure(check.highest, decimals)}
                )
            return f"{said['row']}: {', '.join(bounds)}"
    return _("%(row)s: the sum of its breakdown") % said


def in_words(figure: Figure | None, decimals: int) -> str:
    """Write what a cell says: a figure, nothing to report, or empty."""
    if figure is None:
        return _("empty")
    return _("nothing to report") if figure.is_nil else write_figure(figure.amount, decimals)


def in_words_typed(typed: Typed) -> str:
    """Write what another person typed in a cell."""
    if typed.raw:
        return typed.raw
    return _("nothing to report") if typed.is_nil else _("empty")


def told_clashes(theirs: Mapping[int, Typed]) -> dict[int, str | Promise]:
    """Say at every cell two people filled in what the other one wrote."""
    return {row: told_clash(in_words_typed(cell)) for row, cell in theirs.items()}


def told_clash(theirs: str) -> Promise:
    """Say that two people wrote different things at one place."""
    return format_lazy(
        gettext_lazy(
            "Somebody else wrote “{theirs}” here meanwhile. Choose which one stands, then save."
        ),
        theirs=theirs,
    )
